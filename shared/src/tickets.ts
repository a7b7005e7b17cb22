/**
 * Download tickets: `POST /auth/tickets` takes a path under `/api` and answers with where to go for it, once
 * and within `expiresIn` seconds, without cookie and header.
 */
import * as z from 'zod/mini'

export const TicketRequest = z.object({ path: z.string() })

export const Ticket = z.object({ location: z.string(), expiresIn: z.number() })
export type Ticket = z.infer<typeof Ticket>
