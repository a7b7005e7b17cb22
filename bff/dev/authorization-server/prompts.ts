/**
 * When a person is asked something: beyond what OpenID Connect itself asks, to choose an account and for a
 * second factor. Consent is asked of Carol, every time; everybody else has agreed long ago, which is how a
 * company's own applications are usually registered.
 */
import type { Grant, KoaContextWithOIDC } from 'oidc-provider'
import { personBySub } from '../people.ts'
import { asksForTwoFactor, twoFactor } from './assurance.ts'
import type { OidcProvider } from './oidc-provider.ts'

export function promptsOf({ interactionPolicy }: OidcProvider) {
  const { base, Check, Prompt } = interactionPolicy
  const prompts = base()
  prompts.add(new Prompt({ name: 'select_account', requestable: true }), 0)
  prompts
    .get('login')
    ?.checks.add(
      new Check('two_factor', 'a second factor is asked for', 'login_required', lacksSecondFactor),
    )
  return prompts
}

/**
 * A grant of its own for each authorization. oidc-provider would keep one per session and client; revoking
 * the refresh token of an earlier sign-in would then take the tokens of the latest one along.
 */
export async function grantFor(ctx: KoaContextWithOIDC): Promise<Grant | undefined> {
  const { account, client, provider, result } = ctx.oidc
  if (account === undefined || client === undefined) return undefined
  if (result?.consent?.grantId !== undefined) return provider.Grant.find(result.consent.grantId)
  // Without a grant there is something to consent to, and with one of her own making there is not.
  if (personBySub(account.accountId)?.consentAlways) return undefined
  const grant = new provider.Grant({ accountId: account.accountId, clientId: client.clientId })
  grant.addOIDCScope([...ctx.oidc.requestParamOIDCScopes].join(' '))
  for (const indicator of Object.keys(ctx.oidc.resourceServers ?? {})) {
    grant.addResourceScope(indicator, [...ctx.oidc.requestParamScopes].join(' '))
  }
  await grant.save()
  return grant
}

function lacksSecondFactor({ oidc }: KoaContextWithOIDC): boolean {
  const asked = asksForTwoFactor(oidc.params?.acr_values)
  return asked && oidc.session?.acr !== twoFactor && oidc.result?.login === undefined
}
