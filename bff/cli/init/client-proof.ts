/**
 * How our client proves itself: by the secret that the provider has made, read from a file, from stdin, from
 * the environment or from somebody's keyboard without an echo; or by a key that is made here.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { providerSettings } from '../../src/config/provider-settings.ts'
import { type PrivateJwk, newKey } from '../new-key.ts'
import type { Asking } from './asking.ts'
import type { Changes } from './env-text.ts'
import type { InitRequest } from './init-request.ts'
import { type Question, faultBy } from './question.ts'
import { Refusal } from './refusal.ts'

export interface ClientProof {
  changes: Changes
  /** To be written beside `.env`; none where there are some already. */
  keys?: PrivateJwk[]
}

/** Below `data/`, which git ignores. */
export const keysPath = './data/client-keys.json'

export interface ClientProofDeps {
  request: InitRequest
  asking: Asking
  root: string
  nowMs: number
  env: Readonly<Record<string, string | undefined>>
  /** Settings of the same registration, if there are any. */
  kept: Readonly<Record<string, string | undefined>>
}

const secretQuestion: Question = {
  flag: 'client-secret-file',
  asks: 'Client secret',
  secret: true,
  fault: faultBy(providerSettings.OIDC_CLIENT_SECRET),
}

export async function clientProof(deps: ClientProofDeps): Promise<ClientProof> {
  const { request, asking, env, kept } = deps
  if (request.byKey) return byKey(deps)
  const path = request.told['client-secret-file']
  const given = path === undefined ? env['OIDC_CLIENT_SECRET'] : secretIn(path, request.asks)
  if (given !== undefined) return bySecret(given)
  // A key, a certificate or a file from before goes on proving the same client.
  if (Object.keys(kept).some((name) => /^OIDC_CLIENT_(KEYS|CERT|SECRET_FILE)/.test(name))) {
    return { changes: {} }
  }
  const typed = await asking.answer(secretQuestion, kept['OIDC_CLIENT_SECRET'])
  return typed === '' ? { changes: {} } : bySecret(typed)
}

function bySecret(secret: string): ClientProof {
  const fault = secretQuestion.fault?.(secret)
  if (fault !== undefined) throw new Refusal(`The client secret ${fault}.`)
  return { changes: { OIDC_CLIENT_SECRET: secret, ...withoutKeys } }
}

const withoutKeys = { OIDC_CLIENT_SECRET_FILE: undefined, OIDC_CLIENT_KEYS_FILE: undefined }

function byKey({ root, nowMs }: ClientProofDeps): ClientProof {
  const changes = {
    OIDC_CLIENT_AUTH: 'private_key_jwt',
    OIDC_CLIENT_KEYS_FILE: keysPath,
    OIDC_CLIENT_SECRET: undefined,
    OIDC_CLIENT_SECRET_FILE: undefined,
  }
  const isMade = existsSync(join(root, keysPath))
  return isMade ? { changes } : { changes, keys: [newKey('PS256', nowMs)] }
}

function secretIn(path: string, isAsking: boolean): string {
  if (path === '-' && isAsking) {
    throw new Refusal('A secret from stdin leaves nobody to be asked: add --yes or --json.')
  }
  try {
    // Editors and `echo` end a file with a line break that is no part of the secret.
    const secret = readFileSync(path === '-' ? 0 : path, 'utf8').replace(/(\r?\n)+$/, '')
    if (secret !== '') return secret
  } catch {
    throw new Refusal('--client-secret-file cannot be read.')
  }
  throw new Refusal('--client-secret-file is empty.')
}
