/**
 * Every request gets a ref, and one event when it is over. After this room `ctx.state.ref` stands, and every
 * answer carries it as `Claimcheck-Ref`, so that whoever holds an answer can find its lines in the log.
 *
 * It refuses to take a name from outside: whoever may choose the ref can make two requests look like one, so
 * an inbound `traceparent` or `X-Request-Id` never becomes it. It tells the route pattern, never the URL:
 * callback and logout URLs hold codes and tokens (ASVS 14.2.1).
 */
import { refusalHeader } from 'shared/paths'
import { isProblemCode, type ProblemCode } from 'shared/problem'
import type { EventFields, Events } from '../events.ts'
import type { Clock, Ports } from '../ports.ts'
import type { Context, Middleware } from './context.ts'
import { responseOf } from './response.ts'

const refHeader = 'claimcheck-ref'

/** nginx's word for "the browser left before we answered"; it stands in the log only. */
const browserLeft = 499

export function requestLog(events: Events, clock: Clock, random: Ports['random']): Middleware {
  const nextRef = createRefs(random)
  return (ctx, next) => {
    const startedAtMs = clock.now()
    const ref = nextRef()
    ctx.state.ref = ref
    responseOf(ctx.res).usual.push(refHeader, ref)
    // `close`, not `finish`: it comes exactly once, also when the browser hung up half way.
    ctx.res.on('close', () =>
      events.emit('request.finished', tellFinished(ctx, clock.now() - startedAtMs), ref),
    )
    return next()
  }
}

/** A counter behind a random word for this process: unique among instances, for the price of an addition. */
function createRefs(random: Ports['random']): () => string {
  const processWord = random(5).readUIntBE(0, 5).toString(36)
  let count = 0
  return () => `${processWord}-${(++count).toString(36)}`
}

function tellFinished(ctx: Context, ms: number): EventFields['request.finished'] {
  return {
    method: ctx.method,
    route: ctx.state.route ?? 'unmatched',
    status: ctx.res.headersSent ? ctx.res.statusCode : browserLeft,
    ms,
    refusal: refusalOf(ctx),
    trace: ctx.state.trace,
  }
}

/** Read from the answer itself, so that log and browser cannot be told two different things. */
function refusalOf(ctx: Context): ProblemCode | undefined {
  const code = ctx.res.getHeader(refusalHeader)
  return isProblemCode(code) ? code : undefined
}
