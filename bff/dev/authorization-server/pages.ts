/**
 * The pages of the local authorization server, as oidc-provider and our own interactions ask for them.
 *
 * Their forms are a contract with tests that sign in without a browser. Each is `<form method="post">`
 * without an action, so it goes back to the page's own address; the pressed button decides:
 *
 * - sign-in: `<button name="person" value="alice">`, one for each person, and cancel
 * - second factor: `<input name="code">` (any six digits) and a hidden `person`, and cancel
 * - consent: `<button name="decision" value="allow">` or `refuse`
 * - cancel: `<button name="decision" value="cancel">`
 * - signing out (that one has an action): `<button name="logout" value="yes">`, or one without a name
 */
import type { Context, Middleware } from 'koa'
import type { Configuration } from 'oidc-provider'
import { consentPage } from './consent-page.ts'
import { errorPage, stalePage } from './error-page.ts'
import { createFrame, type Page } from './frame.ts'
import type { Registration } from './registration.ts'
import { secondFactorPage } from './second-factor-page.ts'
import { signInPage } from './sign-in-page.ts'
import { signedOutPage, signOutPage } from './sign-out-page.ts'
import { welcomePage } from './welcome-page.ts'

type Logout = NonNullable<NonNullable<Configuration['features']>['rpInitiatedLogout']>

export interface Pages {
  /** Puts the security headers on every answer, and a page where oidc-provider has none. */
  protect: Middleware
  show(ctx: Pick<Context, 'set' | 'type' | 'status' | 'body'>, page: Page, status?: number): void
  signIn: typeof signInPage
  secondFactor: typeof secondFactorPage
  consent: typeof consentPage
  stale(): Page
  renderError: NonNullable<Configuration['renderError']>
  logoutSource: NonNullable<Logout['logoutSource']>
  postLogoutSuccessSource: NonNullable<Logout['postLogoutSuccessSource']>
}

export async function createPages(client: Registration): Promise<Pages> {
  const appOrigin = originOf(client.redirectUris[0])
  const frame = await createFrame([
    ...new Set([...client.redirectUris, ...client.postLogoutRedirectUris].map(originOf)),
  ])
  const show: Pages['show'] = (ctx, page, status = 200) => {
    ctx.set('content-security-policy', frame.policyFor(page.script))
    ctx.status = status
    ctx.type = 'html'
    ctx.body = frame.render(page)
  }
  return {
    async protect(ctx, next) {
      ctx.set('content-security-policy', frame.policyFor())
      ctx.set('referrer-policy', 'no-referrer')
      ctx.set('x-content-type-options', 'nosniff')
      if (ctx.path === '/' && ctx.method === 'GET') return show(ctx, welcomePage(appOrigin))
      await next()
    },
    show,
    signIn: signInPage,
    secondFactor: secondFactorPage,
    consent: consentPage,
    stale: () => stalePage(appOrigin),
    renderError: (ctx, out) => show(ctx, errorPage(out, appOrigin), ctx.status),
    logoutSource: (ctx, form) => show(ctx, signOutPage(form, isVouchedFor(ctx.oidc))),
    postLogoutSuccessSource: (ctx) => show(ctx, signedOutPage(appOrigin)),
  }
}

/** RP-Initiated Logout §2: a valid `id_token_hint` of the person signed in here says who pressed "Sign out". */
function isVouchedFor({
  entities,
  session,
}: Parameters<Pages['logoutSource']>[0]['oidc']): boolean {
  const { sub } = entities.IdTokenHint?.payload ?? {}
  return sub !== undefined && sub === session?.accountId
}

function originOf(url = ''): string {
  return URL.parse(url)?.origin ?? url
}
