/**
 * POST /auth/tickets {"path": "/api/notes/export.csv"} → {"location": "/api/notes/export.csv?…", "expiresIn": 60}
 *
 * Where to go for one download without cookie and header (session/tickets.ts). Refuses whoever is not signed
 * in, and paths outside `/api`; whether there is anything behind a path shows when somebody goes there.
 */
import { paths } from 'shared/paths'
import { type Ticket, TicketRequest } from 'shared/tickets'
import type { Middleware } from '../http/context.ts'
import { jsonBody } from '../http/limits.ts'
import { Problem } from '../http/problem.ts'
import { hasTicket } from '../http/ticket-target.ts'
import { signedInStandingOf } from '../session/standing.ts'
import { type Tickets, ticketSeconds } from '../session/tickets.ts'

const limitBytes = 8 * 1024

export function issueTicket({ issue }: Pick<Tickets, 'issue'>): Middleware {
  return async (ctx) => {
    const { id } = signedInStandingOf(ctx)
    const { data } = TicketRequest.safeParse(await jsonBody(ctx, limitBytes))
    const path = data?.path ?? ''
    const isOfAnApi = path.startsWith(`${paths.api}/`) && /^[!-~]+$/.test(path)
    if (!isOfAnApi || path.includes('#') || hasTicket({ url: path })) {
      throw new Problem('request-malformed', { why: 'ticket-path' })
    }
    ctx.set('Cache-Control', 'no-store')
    ctx.body = { location: issue(id, path), expiresIn: ticketSeconds } satisfies Ticket
  }
}
