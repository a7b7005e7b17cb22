/**
 * When a person is asked something beyond what OpenID Connect itself asks: to choose an account, and for a
 * second factor. Who is asked for consent is in `grants.ts`.
 */
import type { KoaContextWithOIDC } from 'oidc-provider'
import { twoFactor } from '../acr.ts'
import { asksForTwoFactor } from './assurance.ts'
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

function lacksSecondFactor({ oidc }: KoaContextWithOIDC): boolean {
  const asked = asksForTwoFactor(oidc.params?.acr_values)
  return asked && oidc.session?.acr !== twoFactor && oidc.result?.login === undefined
}
