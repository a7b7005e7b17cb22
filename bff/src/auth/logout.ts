/**
 * POST /auth/logout           → {"location": …} to a script, 303 to a form
 * POST /auth/logout?only=here → the same, without going to the authorization server
 *
 * Signs out: here first and for certain, then at the authorization server if it can be reached, by
 * sending the browser to its end-session endpoint (OpenID Connect RP-Initiated Logout §2). POST only: a
 * GET would be pressed by every link prefetcher. Where the person lands is ours to say, never the
 * request's (LO-06). Signing out twice is fine.
 */
import { paths } from 'shared/paths'
import type { Config } from '../config/config.ts'
import type { Context, Middleware } from '../http/context.ts'
import type { Providers } from '../oauth/providers.ts'
import type { TokenVault } from '../oauth/token-vault.ts'
import type { Transactions } from '../oauth/transaction.ts'
import type { Ports } from '../ports.ts'
import type { EndSession } from '../session/ending.ts'
import type { Sessions } from '../session/sessions.ts'
import { type SignedInStanding, standingOf } from '../session/standing.ts'
import { seeOther } from './see-other.ts'

export interface LogoutDeps {
  config: Config
  endSession: EndSession
  providers: Pick<Providers, 'of'>
  random: Ports['random']
  sessions: Pick<Sessions, 'forget'>
  transactions: Transactions
  vault: TokenVault
}

// Longer URLs are cut or refused on the way; without the hint the server asks the person instead (LO-05).
const urlLengthLimit = 6_000

export function logout(deps: LogoutDeps): Middleware {
  return async (ctx) => {
    const standing = standingOf(ctx)
    if (standing.signedIn) await deps.endSession(standing.id, 'user', ctx.state.ref)
    await deps.sessions.forget(ctx)
    // What the browser has kept of this person: also for whoever sits down here next (ASVS 14.3.1). Not
    // "cookies": that would take the cookies of this sign-out along, and of other sign-ins under way.
    ctx.set('Clear-Site-Data', '"cache", "storage"')
    const goesThere = standing.signedIn && ctx.query['only'] !== 'here'
    const location = goesThere ? await endSessionUrl(deps, ctx, standing) : undefined
    answer(ctx, location?.href ?? paths.signedOutPage)
  }
}

async function endSessionUrl(
  { config, providers, random, transactions, vault }: LogoutDeps,
  ctx: Context,
  { record, tokens }: SignedInStanding,
): Promise<URL | undefined> {
  const provider = providers.of(record.iss)
  if (provider === undefined || provider.oidc.logout === 'local') return undefined
  const { client, oidc } = provider
  const state = random(32).toString('base64url')
  const parameters = {
    client_id: oidc.clientId,
    post_logout_redirect_uri: config.appOrigin + paths.postLogout,
    state,
  }
  const hint = tokens && vault.open(tokens).tokens.idToken
  // Unreachable and never met before: the person is signed out here, and that was the promise (LO-01).
  const url = await client
    .endSessionUrl(hint === undefined ? parameters : { ...parameters, id_token_hint: hint })
    .catch(() => undefined)
  if (url === undefined) return undefined
  if (url.href.length > urlLengthLimit) url.searchParams.delete('id_token_hint')
  // A vendor's own form: people come back to the page itself, and with nothing to check.
  if (!url.searchParams.has('state')) return url
  const { issuer } = oidc
  await transactions.begin(ctx, { kind: 'logout', state, issuer, returnTo: paths.signedOutPage })
  return url
}

function answer(ctx: Context, location: string): void {
  ctx.set('Cache-Control', 'no-store')
  if (ctx.get('X-CSRF') !== '') {
    ctx.body = { location }
    return
  }
  seeOther(ctx, location)
}
