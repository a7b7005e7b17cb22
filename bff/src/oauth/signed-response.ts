/**
 * The authorization response as one signed JWT (JARM): from its text to the parameters in it, or a refusal.
 * First its words, then its signature, so that whoever makes one up, or brings one of another issuer, makes
 * us fetch no key (JARM §2.4, FAPI 2.0 Message Signing §5.4.2). The algorithm is ours to say, never the
 * header's, and it is none that has no key.
 *
 * Not by openid-client, which would put `response_mode=jwt` into every request, never `form_post.jwt`, and
 * does not tell a bad response from a bad ID token. It still judges what is in here: code, error, state.
 */
import type { OidcConfig } from '../config/config.ts'
import type { Clock } from '../ports.ts'
import { type KeyChoice, unverified, verifySigned } from './jose.ts'
import { isBadToken } from './jose-codes.ts'
import { loginError } from './sign-in.ts'

export interface SignedResponses {
  /** @throws LoginError */
  open(jwt: string): Promise<URLSearchParams>
}

export interface SignedResponsesDeps {
  oidc: OidcConfig
  clock: Clock
  keys: KeyChoice
}

export function createSignedResponses({ oidc, clock, keys }: SignedResponsesDeps): SignedResponses {
  const { issuer, clientId, responseAlg: algorithm, clockToleranceSeconds } = oidc

  return {
    async open(jwt) {
      const { iss, aud, exp } = unverified(jwt)?.claims ?? {}
      if (iss !== issuer) throw loginError('issuer')
      if (!isFor(clientId, aud)) throw fault('aud')
      if (typeof exp !== 'number') throw fault('exp')
      try {
        const expected = { algorithm, nowMs: clock.now(), clockToleranceSeconds }
        return parametersIn(await verifySigned(jwt, keys, expected))
      } catch (cause) {
        throw loginError(isBadToken(cause) ? 'response' : 'provider-unreachable', cause)
      }
    },
  }
}

function fault(claim: string) {
  return loginError('response', new Error(`signed response: ${claim}`))
}

/** Us, and nobody beside us. */
function isFor(clientId: string, aud: unknown): boolean {
  const audiences: unknown[] = Array.isArray(aud) ? aud : [aud]
  return audiences.length > 0 && audiences.every((audience) => audience === clientId)
}

/** JARM §2.1: a claim each. `iss` is one of both worlds, and proven by now; what else a JWT says is not ours. */
function parametersIn(claims: Record<string, unknown>): URLSearchParams {
  const texts = Object.entries(claims).filter(([, value]) => typeof value === 'string')
  const parameters = new URLSearchParams(texts as [string, string][])
  parameters.delete('aud')
  return parameters
}
