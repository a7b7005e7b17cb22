/**
 * The second live probe: an invented code at the token endpoint. A server judges the client before the code
 * (RFC 6749 §4.1.3), so what it refuses tells whether it believed us. Nothing is left behind.
 */
import { randomBytes } from 'node:crypto'
import { redirectUri } from '../../src/oauth/authorization-request.ts'
import type { Client } from '../../src/oauth/client-verbs.ts'
import { type Failure, failureOf } from '../../src/oauth/failure.ts'
import { type Check, type CheckId, fail, pass, skip } from './check.ts'
import type { ProbeDeps } from './probe-request.ts'
import { wordOf } from './registration-probe.ts'

/** @param id the secret in use, or the one that is to follow */
export async function secretProbe(
  { config, oidc }: Pick<ProbeDeps, 'config' | 'oidc'>,
  client: Client,
  id: Extract<CheckId, 'probe-secret' | 'probe-secret-next'> = 'probe-secret',
): Promise<Check> {
  const name = id === 'probe-secret' ? 'OIDC_CLIENT_SECRET' : 'OIDC_CLIENT_SECRET_NEXT'
  const proof = oidc.clientSecret === undefined ? 'our key or certificate' : name
  const failure = await refusalOfInventedCode(config, oidc.issuer, client)
  if (failure?.kind === 'refused' && failure.error === 'invalid_grant') {
    return pass(id, `It believes ${proof}: it looked at the code and refused that.`)
  }
  if (failure?.kind === 'refused' && failure.error === 'invalid_client') {
    const remedy = `Compare ${proof} and OIDC_CLIENT_AUTH=${oidc.clientAuth} with the registration there.`
    return fail(id, `It does not believe ${proof} (invalid_client).`, remedy)
  }
  if (failure?.kind === 'refused' && failure.error === 'unauthorized_client') {
    return fail(
      id,
      'This client may not redeem codes (unauthorized_client).',
      'Allow it the authorization code grant there.',
    )
  }
  const word = failure?.kind === 'refused' ? wordOf(failure.error) : (failure?.kind ?? 'taken')
  return skip(id, `An invented code was answered with something else (${word}).`)
}

async function refusalOfInventedCode(
  config: ProbeDeps['config'],
  issuer: string,
  client: Client,
): Promise<Failure | undefined> {
  const made = () => randomBytes(32).toString('base64url')
  const state = made()
  const callback = new URL(redirectUri(config))
  callback.search = String(new URLSearchParams({ code: made(), state, iss: issuer }))
  try {
    const proofKey = await client.createProofKey()
    await client.redeemCode(callback, { state, nonce: made(), codeVerifier: made(), proofKey })
    return undefined
  } catch (error) {
    return failureOf(error)
  }
}
