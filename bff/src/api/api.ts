/**
 * ANY /api/<resource>/… → the resource server's own answer. The door: finds the table entry by the target
 * as it came over the wire, checks the method, attaches whose token the entry says, and hands over to
 * forward.ts. What the table does not name does not exist.
 *
 * Refuses, before any connection is made: a target that could be read in two ways, an unknown resource, a
 * method not listed, a person not signed in (PX-24), or not as the policy asks (step-up.ts), more often or
 * more at once than the policy says (PX-27). Cross-site requests were refused by the room above.
 * When the session ends, what is still under way for it is broken off. When the API says that what went
 * along with a call is no good, it is mended and the call made again, within bounds (another-try.ts).
 */
import type { Context, Middleware } from '../http/context.ts'
import { isUpgrade } from '../http/handshake.ts'
import type { Limits } from '../limits/limits.ts'
import type { Call, Credential } from '../oauth/credential.ts'
import { asksHow, refuseUnassured, toldOnce } from '../oauth/step-up.ts'
import type { Clock } from '../ports.ts'
import type { SessionRecord } from '../session/session-record.ts'
import { signedInStandingOf, standingOf } from '../session/standing.ts'
import { faultToMend, nothing } from './another-try.ts'
import type { Hear } from './exchange.ts'
import type { Forward } from './forward.ts'
import type { Resource } from './resources.ts'
import { refuseMethod, resourceAt } from './routes.ts'
import { isApiTarget, upstreamPath } from './target.ts'
import { createUnderWay } from './under-way.ts'
import { hasBody, uploadOf } from './upload.ts'

export interface ApiDeps {
  clock: Clock
  resources: ReadonlyMap<string, Resource>
  forward: Forward['forward']
  limits: Limits
  /**
   * In the name of the signed-in person for this resource, with another token than the `refused`. @throws
   * Problem when there is none to be had @returns the refused one when there is no other, nothing else wrong
   */
  accessTokenFor(
    ctx: Context,
    resource: Resource,
    refused?: string,
  ): Credential | Promise<Credential>
}

export function createApi(deps: ApiDeps): Middleware {
  const { clock, resources, forward, limits, accessTokenFor } = deps
  const underWay = createUnderWay()

  return async function api(ctx, next) {
    // Not `ctx.url`, which a room may have rewritten. Koa reads a path out of absolute-form too (RFC 9112
    // §3.2.2): whatever it takes for ours is ours to refuse.
    const target = ctx.state.target ?? ctx.originalUrl
    if (!isApiTarget(target) && !isApiTarget(ctx.path)) return next()
    const resource = resourceAt(target, resources)
    ctx.state.route = resource.route
    refuseMethod(ctx.method, resource)
    if (isLastHop(ctx)) return answerOptions(ctx, resource)
    const caller = whoCalls(ctx, resource)
    const counted = resource.rate === 'none' ? undefined : limits[resource.rate]?.admit(ctx)
    if (counted !== undefined) await counted // mostly nothing has to be asked for
    if (asksHow(resource)) refuseUnassured(signedInStandingOf(ctx).record, resource, clock.now())
    const leave = underWay.enter(resource, caller)
    try {
      await call(ctx, resource, upstreamPath(target, resource))
    } catch (refusal) {
      throw toldOnce(refusal, personBehind(ctx, resource), clock.now())
    } finally {
      leave()
    }
  }

  async function call(ctx: Context, resource: Resource, path: string): Promise<void> {
    const mine = credentialFor(ctx, resource)
    let shown = mine instanceof Promise ? await mine : mine // nearly always it is at hand
    const session = shown || isUpgrade(ctx.req) ? sessionOf(ctx) : undefined
    const upload = hasBody(ctx.req) ? uploadOf(ctx, resource.bodyLimitBytes) : undefined
    const outbound = { method: ctx.method, url: resource.origin + path }
    let mended = nothing
    for (;;) {
      const proof = shown?.fieldsFor(outbound)
      const fields = proof instanceof Promise ? await proof : proof
      try {
        return await forward(ctx, resource, path, upload, fields, session, earFor(shown, outbound))
      } catch (refusal) {
        const fault = faultToMend(refusal, shown, mended)
        if (fault === 'token') shown = await credentialInsteadOf(shown, refusal, ctx, resource)
        if (upload !== undefined && !upload.isKept()) throw refusal
        mended = [...mended, fault]
      }
    }
  }

  // Our clock may call a token good that was revoked. The new one is got also when this body cannot be sent
  // again: then the person's own second try works.
  async function credentialInsteadOf(
    refused: Credential | undefined,
    refusal: unknown,
    ctx: Context,
    resource: Resource,
  ): Promise<Credential> {
    const another = await accessTokenFor(ctx, resource, refused?.token)
    if (another.token === refused?.token) throw refusal
    return another
  }

  function credentialFor(ctx: Context, resource: Resource) {
    const isAnonymous = resource.token === 'userOrNone' && !standingOf(ctx).signedIn
    return resource.token === 'none' || isAnonymous ? undefined : accessTokenFor(ctx, resource)
  }
}

/** What was asked for in the name of a session ends with it. */
function sessionOf(ctx: Context): string | undefined {
  const standing = standingOf(ctx)
  return standing.signedIn ? standing.id : undefined
}

/** Nobody listens to an API on which the next call does not depend. */
function earFor(shown: Credential | undefined, call: Call): Hear | undefined {
  return shown?.hear && ((fields) => shown.hear?.(call, fields))
}

/** @throws Problem before anybody is asked for a token, where the policy wants somebody and nobody is there */
function whoCalls(ctx: Context, resource: Resource): string | undefined {
  const mayBeAnybody = resource.token === 'none' || resource.token === 'userOrNone'
  const isSocket = resource.webSocket && isUpgrade(ctx.req) // XB-13, whatever the token
  const standing = !mayBeAnybody || isSocket ? signedInStandingOf(ctx) : standingOf(ctx)
  return standing.signedIn ? standing.id : undefined
}

/** In whose name the API was asked: what it says of their sign-in is about nobody else's. */
function personBehind(ctx: Context, { token }: Resource): SessionRecord | undefined {
  const standing = standingOf(ctx)
  return token === 'none' || token === 'client' || !standing.signedIn ? undefined : standing.record
}

/** RFC 9110 §7.6.2: whoever sends an OPTIONS may count its hops, and at zero we are who it is for. */
function isLastHop({ method, req }: Context): boolean {
  return method === 'OPTIONS' && Number(req.headers['max-forwards'] ?? 1) === 0
}

function answerOptions(ctx: Context, { methods }: Resource): void {
  ctx.status = 204
  ctx.set('allow', methods.join(', '))
}
