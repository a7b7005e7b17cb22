/** The request as our rooms and doors see it: Koa's context with a typed state. */
import type Koa from 'koa'
import type { Standing } from '../session/standing.ts'

export interface State {
  /** Correlation id: in the log, in every problem, copyable by the person who sees it. */
  ref: string
  /** The matched route pattern, for log and metrics; never the URL, which may hold a code. */
  route?: string
  /** The request target without the ticket it came with (session/tickets.ts); unset: as it came. */
  target?: string
  /** The id of the trace it belongs to, where traces are kept (observe/tracing.ts). */
  trace?: string
  /** What broke behind all rooms has been told and answered (problems.ts). */
  isBroken?: boolean
  /** Set by the session room: the browser's standing. Read it through `standingOf(ctx)`. */
  standing?: Standing
}

export type Context = Koa.ParameterizedContext<State>
export type Middleware = Koa.Middleware<State>
