/**
 * GET|POST /interaction/:uid → the page for what oidc-provider wants to know, and the answer to it.
 *
 * A form from another site does no harm: the cookie that says which interaction this is belongs to this
 * very path and is SameSite=Lax, so a cross-site post comes without it. The order of pages, and what a
 * sign-in needs at all, is oidc-provider's business and `prompts.ts`.
 */
import type { Context, Middleware } from 'koa'
import type { InteractionResults, Provider } from 'oidc-provider'
import { oneFactor, twoFactor } from '../acr.ts'
import { type Person, people, personByHint, personBySub } from '../people.ts'
import { amrOf, asksForTwoFactor } from './assurance.ts'
import { allow, scopesAsked } from './consent.ts'
import { readForm } from './form.ts'
import type { Pages } from './pages.ts'
import { isCode } from './second-factor-page.ts'

type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>

export function interactions(provider: Provider, pages: Pages): Middleware {
  return async (ctx, next) => {
    if (!ctx.path.startsWith('/interaction/')) return next()
    const interaction = await provider.interactionDetails(ctx.req, ctx.res).catch(() => undefined)
    if (interaction === undefined) return pages.show(ctx, pages.stale(), 400)
    if (ctx.method !== 'POST') return show(ctx, pages, interaction)
    const form = await readForm(ctx.req)
    const result = await answerTo(provider, interaction, form)
    if (result !== undefined) {
      ctx.redirect(await provider.interactionResult(ctx.req, ctx.res, result))
      ctx.status = 303
      return
    }
    const person = personByHint(form.get('person'))
    if (person === undefined) return show(ctx, pages, interaction)
    if (form.has('code')) return pages.show(ctx, pages.secondFactor(person, true), 400)
    // A page of its own, so that reloading it does not send the first form again.
    ctx.redirect(`${ctx.originalUrl.split('?')[0]}?person=${person.id}`)
    ctx.status = 303
  }
}

function show(ctx: Context, pages: Pages, interaction: Interaction): void {
  const { prompt, params, session } = interaction
  const present = personBySub(session?.accountId)
  if (prompt.name === 'consent' && present !== undefined) {
    return pages.show(ctx, pages.consent(present, scopesAsked(interaction)))
  }
  const chosen = people.find(({ id }) => id === ctx.query.person)
  // Known, and only the second factor is missing: no need to ask for the name again.
  const onlyTwoFactor = prompt.reasons.every((reason) => reason === 'two_factor')
  const candidate = chosen ?? (onlyTwoFactor ? present : undefined)
  if (candidate !== undefined) return pages.show(ctx, pages.secondFactor(candidate, false))
  const again = present !== undefined && prompt.name === 'login'
  pages.show(ctx, pages.signIn({ expected: personByHint(params.login_hint) ?? present, again }))
}

/** @returns what to tell oidc-provider, or nothing as long as there is more to ask. */
async function answerTo(
  provider: Provider,
  interaction: Interaction,
  form: URLSearchParams,
): Promise<InteractionResults | undefined> {
  const decision = form.get('decision')
  if (decision === 'cancel' || decision === 'refuse') {
    const what = decision === 'cancel' ? 'cancelled' : 'refused'
    return { error: 'access_denied', error_description: `The person ${what}.` }
  }
  if (interaction.prompt.name === 'consent') {
    return decision === 'allow' ? { consent: await allow(provider, interaction) } : undefined
  }
  const person = personByHint(form.get('person'))
  return person && signIn(person, interaction, form.get('code'))
}

function signIn(
  person: Person,
  { params, prompt }: Interaction,
  code: string | null,
): InteractionResults | undefined {
  const needsCode = person.secondFactor === true || asksForTwoFactor(params.acr_values)
  if (needsCode && !isCode(code)) return undefined
  const acr = needsCode ? twoFactor : oneFactor
  return {
    login: { accountId: person.sub, acr, amr: amrOf[acr] },
    // Choosing an account is answered by signing in with one.
    ...(prompt.name === 'select_account' && { select_account: {} }),
  }
}
