/**
 * What can be traced, in the shapes it has elsewhere: a request (http/context.ts), the way to an API
 * (api/forward.ts), the ports. Only as much of each as a span tells of, since a listener knows no doors.
 */
import type Koa from 'koa'
import type { Ports } from '../ports.ts'

export interface TracedState {
  ref: string
  route?: string
  trace?: string
}

export type TracedContext = Koa.ParameterizedContext<TracedState>

/** As api/forward.ts has it: fields of our own go to the API beside the credential. */
export interface Forward<C, R, U, Rest extends unknown[]> {
  (
    ctx: C,
    resource: R,
    path: string,
    upload?: U,
    credential?: readonly string[],
    ...rest: Rest
  ): Promise<void>
}

export interface Tracing {
  /** None where nobody traces. */
  room: ((ctx: TracedContext, next: () => Promise<unknown>) => Promise<unknown>) | undefined
  forward<C extends TracedContext, R extends { name: string }, U, Rest extends unknown[]>(
    forward: Forward<C, R, U, Rest>,
  ): Forward<C, R, U, Rest>
  /** The same ports, with the questions to authorization servers in the trace. */
  ports(ports: Ports): Ports
}
