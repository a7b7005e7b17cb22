/**
 * What people have agreed to. Everybody is asked once, by what this server remembers until it stops, and
 * again when the app asks for more; Carol is asked every time.
 *
 * Each authorization gets a grant of its own. oidc-provider would keep one per session and client; revoking
 * the refresh token of an earlier sign-in would then take the tokens of the latest one along.
 */
import type { Grant, KoaContextWithOIDC } from 'oidc-provider'
import { personBySub } from '../people.ts'

export function createGrants(): (ctx: KoaContextWithOIDC) => Promise<Grant | undefined> {
  const agreed = new Map<string, Set<string>>()

  /** @returns undefined when there is something to consent to */
  return async function grantFor(ctx) {
    const { account, client, provider, result } = ctx.oidc
    if (account === undefined || client === undefined) return undefined
    const asked = [...ctx.oidc.requestParamScopes]
    const before = agreed.get(account.accountId) ?? new Set()
    if (result?.consent?.grantId !== undefined) {
      agreed.set(account.accountId, new Set([...before, ...asked]))
      return provider.Grant.find(result.consent.grantId)
    }
    const isAsked = personBySub(account.accountId)?.consentAlways
    if (isAsked || asked.some((scope) => !before.has(scope))) return undefined
    const grant = new provider.Grant({ accountId: account.accountId, clientId: client.clientId })
    grant.addOIDCScope([...ctx.oidc.requestParamOIDCScopes].join(' '))
    for (const indicator of Object.keys(ctx.oidc.resourceServers ?? {})) {
      grant.addResourceScope(indicator, asked.join(' '))
    }
    await grant.save()
    return grant
  }
}
