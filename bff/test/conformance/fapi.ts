/**
 * The driver under FAPI 2.0: a client that proves itself by a key, pushes its requests and binds its tokens
 * to another key, against a liar that takes nothing less – and, for Message Signing, signed requests and
 * signed responses on top (FAPI 2.0 Message Signing §5.3, §5.4).
 */
import { exportJWK, generateKeyPair, type JWK } from 'jose'
import type { Api } from './liar/api.ts'
import type { Lies } from './liar/lies.ts'
import { type Attempt, type Encounter, type EncounterOptions, openEncounter } from './sign-in.ts'

export type FapiEncounter = Encounter & { api: Api }

/** An honest FAPI server, before it lies. */
const fapi: Partial<Lies> = {
  clientAuth: ['private_key_jwt'],
  idTokenAlg: 'PS256',
  requirePar: true,
  bindsTokens: 'dpop',
  nonces: 'changes',
}

export async function openFapi(
  lie: Partial<Lies> = {},
  { env, ...options }: EncounterOptions = {},
): Promise<FapiEncounter> {
  const encounter = await openEncounter(
    { ...fapi, ...lie },
    {
      api: { nonces: lie.nonces ?? 'changes' },
      ...options,
      env: {
        OIDC_PROFILE: 'fapi2',
        OIDC_CLIENT_SECRET: undefined,
        OIDC_CLIENT_KEYS: JSON.stringify({ keys: [await createClientKey()] }),
        ...env,
      },
    },
  )
  return { ...encounter, api: encounter.api! }
}

export async function signInFapi(
  lie?: Partial<Lies>,
  options?: EncounterOptions,
): Promise<Attempt> {
  return (await openFapi(lie, options)).signIn()
}

export const signedModes = ['query.jwt', 'form_post.jwt'] as const

/** Signed requests, and responses as signed JWTs (JARM). */
export async function signInSigned(
  lie: Partial<Lies>,
  mode: (typeof signedModes)[number],
): Promise<Attempt> {
  return signInFapi(
    { requireRequestObject: true, ...lie },
    { env: { OIDC_REQUEST_OBJECT: 'signed', OIDC_RESPONSE_MODE: mode } },
  )
}

/** One of the client's own, with its private part. */
export async function createClientKey(alg = 'ES256', use = 'sig'): Promise<JWK> {
  const { privateKey } = await generateKeyPair(alg, { extractable: true })
  return { ...(await exportJWK(privateKey)), alg, use, kid: `ours-${use}` }
}
