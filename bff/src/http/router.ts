/** From a list of routes to a router: exact paths, to the letter, each told to the log by its pattern. */
import { Router } from '@koa/router'
import type { Middleware, State } from './context.ts'

export type Door = [method: 'GET' | 'POST' | 'DELETE', path: string, answer: Middleware]

export function createRouter(table: readonly Door[]): Router<State> {
  const router = new Router<State>({ sensitive: true, strict: true })
  for (const [method, path, answer] of table) {
    router.register(path, [method], (ctx, next) => {
      ctx.state.route = path
      return answer(ctx, next)
    })
  }
  return router
}
