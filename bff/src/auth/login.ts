/**
 * GET /auth/login?returnTo=/x → 303 to the authorization server
 *
 * Begins a transaction and sends the browser off with an authorization request. Also takes third-party
 * initiation (`iss`, `target_link_uri`, by GET or POST: OpenID Connect Core §4).
 * `iss` also chooses among several authorization servers; unless it is said, people go to the first – and for
 * a step-up (`acr_values`, `max_age`) to the one that their session came from.
 * Refuses: anything but a person's own navigation – images, frames, fetches, prefetches would leave
 * transactions behind that nobody wished for (AR-15); an `iss` we do not know; malformed parameters.
 * A bad return path is not refused but replaced by home: the person meant to sign in.
 */
import { paths } from 'shared/paths'
import type { Config } from '../config/config.ts'
import type { Events } from '../events.ts'
import type { Context, Middleware } from '../http/context.ts'
import { formBody } from '../http/limits.ts'
import { strangeVisit } from '../http/navigation.ts'
import { Problem } from '../http/problem.ts'
import type { Limits } from '../limits/limits.ts'
import { authorizationParameters, redirectUri } from '../oauth/authorization-request.ts'
import { formOf } from '../oauth/authorization-response.ts'
import { type LoginRequest, readLoginRequest } from '../oauth/login-request.ts'
import type { Provider, Providers } from '../oauth/providers.ts'
import type { ResourceNeeds } from '../oauth/resource-needs.ts'
import { defaultReturnPath, localPath, localTarget } from '../oauth/return-to.ts'
import { isStepUp } from '../oauth/step-up-return.ts'
import { tellFailure } from '../oauth/tell-failure.ts'
import type { Transactions } from '../oauth/transaction.ts'
import type { Ports } from '../ports.ts'
import { standingOf } from '../session/standing.ts'
import { seeOther } from './see-other.ts'

export interface LoginDeps {
  config: Config
  events: Events
  providers: Providers
  random: Ports['random']
  transactions: Transactions
  resources: readonly ResourceNeeds[]
  limits: Limits
}

const formBytesLimit = 8 * 1024

export function startLogin(deps: LoginDeps): Middleware {
  return async (ctx) => {
    refuseUnwished(ctx)
    await deps.limits['sign-in']?.admit(ctx)
    const login = readLoginRequest(await parametersOf(ctx))
    const { first, of } = deps.providers
    const iss = login.iss ?? issuerToStepUpAt(ctx, login)
    const provider = iss === undefined ? first : of(iss)
    if (provider === undefined) throw new Problem('request-malformed', { why: 'iss' })
    const location = await begin(deps, ctx, login, provider)
    deps.events.emit('login.started', { prompt: login.passed.prompt }, ctx.state.ref)
    ctx.set('Cache-Control', 'no-store')
    seeOther(ctx, location.href)
  }
}

/** Nobody else can say more of this person than was said already (step-up-return.ts). */
function issuerToStepUpAt(ctx: Context, login: LoginRequest): string | undefined {
  const standing = standingOf(ctx)
  return standing.signedIn && isStepUp(login) ? standing.record.iss : undefined
}

async function begin(
  deps: LoginDeps,
  ctx: Context,
  login: LoginRequest,
  { client, oidc }: Provider,
): Promise<URL> {
  const { config, transactions } = deps
  const secret = () => deps.random(32).toString('base64url')
  const [state, nonce, codeVerifier] = [secret(), secret(), secret()]
  const standing = standingOf(ctx)
  const codeChallenge = await client.challengeOf(codeVerifier)
  const parameters = authorizationParameters(oidc, deps.resources, login, {
    redirectUri: redirectUri(config),
    state,
    nonce,
    codeChallenge,
  })
  const refuse = (cause: unknown): never => {
    throw notStarted(deps, cause)
  }
  const proofKey = await client.createProofKey().catch(refuse)
  const location = await client.authorizationUrl(parameters, proofKey).catch(refuse)
  const transaction = {
    kind: 'login' as const,
    state,
    nonce,
    codeVerifier,
    issuer: oidc.issuer,
    returnTo: returnPathOf(deps, ctx, login),
    ...(proofKey === undefined ? {} : { proofKey }),
    ...(login.acrValues === undefined ? {} : { acrValues: login.acrValues }),
    ...(login.maxAge === undefined ? {} : { maxAge: login.maxAge }),
    ...(standing.signedIn ? { previousSession: standing.id } : {}),
  }
  await transactions.begin(ctx, transaction, formOf(oidc).way)
  return location
}

function returnPathOf({ config, events }: LoginDeps, ctx: Context, login: LoginRequest): string {
  const { returnTo, targetLinkUri } = login
  const path =
    (returnTo === undefined ? undefined : localPath(returnTo, config.appOrigin)) ??
    (targetLinkUri === undefined ? undefined : localTarget(targetLinkUri, config.appOrigin))
  if (path === undefined && (returnTo ?? targetLinkUri) !== undefined) {
    events.emit('login.return-path-refused', {}, ctx.state.ref)
  }
  // Signing in to land on "sign in" again would go round for ever.
  return path === undefined || path.startsWith(paths.login) ? defaultReturnPath : path
}

function notStarted({ events }: LoginDeps, cause: unknown): Problem {
  const failure = tellFailure(events, cause)
  if (failure.kind === 'unreachable') {
    return new Problem('provider-unreachable', { cause, retryAfter: 10 })
  }
  return new Problem('login-failed', { cause, why: failure.kind })
}

function refuseUnwished(ctx: Context): void {
  const why = strangeVisit(ctx.headers)
  if (why !== undefined) throw refused(why)
  if (/prefetch|prerender/.test(ctx.get('Sec-Purpose') || ctx.get('Purpose'))) {
    throw refused('prefetch')
  }
}

function refused(why: string): Problem {
  return new Problem('cross-site-request', { why })
}

async function parametersOf(ctx: Context): Promise<URLSearchParams> {
  if (ctx.method === 'POST') return formBody(ctx, formBytesLimit)
  return new URLSearchParams(ctx.querystring)
}
