/**
 * The token exchange grant (RFC 8693): an access token of a person for another one, for the same person at
 * another API. Only the client a token was given to may bring it; what it gets is bound as its own tokens
 * are and names it as who acts (§4.1). There is no refresh token: the first token can be brought again.
 */
import { createPublicKey } from 'node:crypto'
import { jwtVerify } from 'jose'
import type { KoaContextWithOIDC, Provider, TokenEndpointGrantContext } from 'oidc-provider'
import { createProofJudge, ProofFault } from '../dpop-proof.ts'
import { certificateIn } from './binding.ts'
import { resourceServerInfo } from './features.ts'
import type { SettingsInput } from './settings.ts'

export const tokenExchange = 'urn:ietf:params:oauth:grant-type:token-exchange'

const accessTokenType = 'urn:ietf:params:oauth:token-type:access_token'

interface Parameters {
  subject_token?: string
  subject_token_type?: string
  requested_token_type?: string
}

/** Whom the subject token is for, whose it is, and how surely that person was recognised. */
interface Subject {
  sub: unknown
  clientId: unknown
  assurance: { acr?: unknown; auth_time?: unknown }
}

export function offerTokenExchange(provider: Provider, input: SettingsInput): void {
  const { errors } = input.library
  // oidc-provider has given out the nonce of this request; a proof without one has not come this far.
  const proofs = createProofJudge('elsewhere')
  const names = ['subject_token', 'subject_token_type', 'requested_token_type', 'resource', 'scope']
  provider.registerGrantType<Parameters>(tokenExchange, exchange, names)

  async function exchange(ctx: TokenEndpointGrantContext<Parameters>): Promise<void> {
    const { client, params } = ctx.oidc
    for (const type of [
      params.subject_token_type,
      params.requested_token_type ?? accessTokenType,
    ]) {
      if (type !== accessTokenType) throw new errors.InvalidRequest('only access tokens')
    }
    const subject = await subjectOf(params.subject_token ?? '').catch(() => undefined)
    if (subject === undefined || subject.clientId !== client.clientId) {
      throw new errors.InvalidRequest('this subject_token is not yours, or no longer good')
    }
    const token = tokenFor(ctx, String(subject.sub))
    await bind(ctx, token)
    ctx.state['exchanged'] = { ...subject.assurance, act: { sub: client.clientId } }
    ctx.body = {
      access_token: await token.save(),
      issued_token_type: accessTokenType,
      token_type: token.tokenType,
      expires_in: token.expiration,
      scope: token.scope,
    }
  }

  async function subjectOf(token: string): Promise<Subject | undefined> {
    if (!token.includes('.')) {
      const found = await provider.AccessToken.find(token)
      return (
        found && { sub: found.accountId, clientId: found.clientId, assurance: found.extra ?? {} }
      )
    }
    const key = createPublicKey({ key: input.keys[0]!, format: 'jwk' })
    const expected = { issuer: provider.issuer, typ: 'at+jwt', requiredClaims: ['exp'] }
    const {
      sub,
      client_id: clientId,
      acr,
      auth_time,
    } = (await jwtVerify(token, key, expected)).payload
    return { sub, clientId, assurance: { acr, auth_time } }
  }

  /** All that the API offers, or as much of it as was asked for. */
  function tokenFor({ oidc: { client, params } }: TokenEndpointGrantContext, accountId: string) {
    const indicator = String(params.resource)
    const info = resourceServerInfo(input, indicator)
    const offered = info.scope.split(' ')
    const asked = params.scope?.split(' ') ?? offered
    return new provider.AccessToken({
      accountId,
      client,
      gty: tokenExchange,
      // Of no grant: it ends when it runs out.
      grantId: '',
      resourceServer: new provider.ResourceServer(indicator, info),
      scope: asked.filter((scope) => offered.includes(scope)).join(' '),
    })
  }

  async function bind(ctx: KoaContextWithOIDC, token: InstanceType<Provider['AccessToken']>) {
    const { binding } = input.traits
    if (binding === 'none') return
    const certificate = certificateIn(ctx)
    if (binding === 'certificate' && certificate) return token.setThumbprint('x5t', certificate)
    const check = { method: 'POST', url: ctx.oidc.urlFor('token') }
    const thumbprint = await proofs.judge(ctx.get('dpop'), check).catch(refuse)
    token.setThumbprint('jkt', thumbprint)
  }

  function refuse(error: unknown): never {
    throw new errors.InvalidDpopProof(error instanceof ProofFault ? error.message : 'no proof')
  }
}

/** What an exchanged token says beyond who it is for. */
export function exchangedClaims({ state }: KoaContextWithOIDC): Record<string, unknown> {
  return (state['exchanged'] ?? {}) as Record<string, unknown>
}
