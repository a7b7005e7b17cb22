/**
 * GET /reports → how many notes there are, and for whom this was said. The second sample API: its tokens
 * are of no use at the notes, nor theirs here. A client may call it on behalf of nobody (RFC 6749 §4.4),
 * or of a person whose token it has exchanged for one of this API (RFC 8693).
 */
import { Router } from '@koa/router'
import type { Notes } from './notes.ts'
import { accessFor } from './tokens.ts'

export function reportsRoutes(notes: Notes): Router {
  const router = new Router()
  router.get('/reports', (ctx) => {
    const { sub, clientId, actor } = accessFor(ctx, 'reports:read')
    // A client that is its own subject speaks for nobody.
    const isPerson = sub !== clientId
    ctx.body = {
      report: { notes: notes.count(isPerson ? sub : undefined) },
      about: isPerson ? sub : 'everybody',
      askedBy: clientId,
      ...(actor !== undefined && { actor }),
    }
  })
  return router
}
