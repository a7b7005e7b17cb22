/**
 * What a person is told of the authorization server they came from: its name, where they look after their account
 * there, and whether signing out can end that sign-in as well. Said once, at the sign-in, when its metadata is
 * at hand; the session keeps it.
 */
import { paths } from 'shared/paths'
import type { SignInService } from 'shared/session'
import type { Config } from '../config/config.ts'
import type { Provider } from './providers.ts'

export async function serviceOf(
  provider: Provider | undefined,
  { appOrigin }: Pick<Config, 'appOrigin'>,
): Promise<SignInService | undefined> {
  if (provider === undefined) return undefined
  const { displayName, accountUrl } = provider.oidc
  return {
    name: displayName,
    endsToo: await endsToo(provider, appOrigin),
    ...(accountUrl !== undefined && { accountUrl }),
  }
}

/** Asked by making the very URL that "sign out" would go to (auth/logout.ts). */
async function endsToo({ client, oidc }: Provider, appOrigin: string): Promise<boolean> {
  if (oidc.logout === 'local') return false
  const url = await client
    .endSessionUrl({
      client_id: oidc.clientId,
      post_logout_redirect_uri: appOrigin + paths.postLogout,
      state: 'none',
    })
    .catch(() => undefined)
  return url !== undefined
}
