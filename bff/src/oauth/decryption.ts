/**
 * Opens what the authorization server encrypts to us, when that was agreed (OIDC_ID_TOKEN_ENC): ID tokens
 * and logout tokens, with one algorithm and the keys for it. What comes in clear is refused then (OpenID
 * Connect Core §3.1.3.7-1): it would do without a protection that both sides have agreed on. The signed
 * token inside is for others to verify.
 */
import type { OidcConfig } from '../config/config.ts'
import { type OwnKey, decryptionKeysOf } from './client-keys.ts'
import { decrypt } from './jose.ts'

/** @returns the signed token, unverified @throws Error when it is not for us, or in clear */
export type Opening = (text: string) => Promise<string>

export function createOpening(oidc: Pick<OidcConfig, 'clientKeys' | 'idTokenEnc'>): Opening {
  const { idTokenEnc } = oidc
  if (idTokenEnc === undefined) return async (text) => text
  const keys = decryptionKeysOf(oidc)
  return (text) => decrypt(text, idTokenEnc, ({ kid }) => keyNamed(keys, kid))
}

/** Whether it asks for a key of this registration: all that an encrypted token says of itself to everybody. */
export function isSealedFor(text: string, { clientKeys }: Pick<OidcConfig, 'clientKeys'>): boolean {
  const kid = sealedHeaderOf(text)?.kid
  return clientKeys.some((key) => key.use === 'enc' && key.kid === kid)
}

function sealedHeaderOf(text: string): { kid?: unknown } | undefined {
  const [header = '', ...rest] = text.split('.')
  if (rest.length !== 4) return undefined // RFC 7516 §7.1
  try {
    return JSON.parse(Buffer.from(header, 'base64url').toString()) as { kid?: unknown }
  } catch {
    return undefined
  }
}

/** Without a name it can be only the one there is (§10.2 asks for names where there are several). */
function keyNamed(keys: readonly OwnKey[], kid: string | undefined) {
  const [first, ...others] = kid === undefined ? keys : keys.filter((key) => key.kid === kid)
  if (first === undefined || others.length > 0) throw new Error('no key of ours opens it')
  return first.key
}
