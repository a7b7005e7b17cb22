/**
 * A download ticket: lets one GET of exactly one path be made in the name of a session, once, within a
 * minute, by whoever holds it – a download manager, a viewer in another tab, a link that leaves our site –
 * where the cookie does not go along (SameSite=Strict) and no header can be set.
 *
 * The room takes it out of the target, so that no API ever sees it, and from there on the request is the
 * session's. What it does not do: name another path or method, work twice, outlive its session. It is a secret
 * in a URL all the same, hence the minute and the one use.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Context, Middleware } from '../http/context.ts'
import { Problem } from '../http/problem.ts'
import { hasTicket, mayUseTicket, splitTicket, withTicket } from '../http/ticket-target.ts'
import type { Clock, Ports } from '../ports.ts'
import { digest } from '../storage/digest.ts'
import type { Keyring } from '../storage/keyring.ts'
import type { Storage } from '../storage/storage.ts'
import type { Standings } from './standing-behind.ts'

export const ticketSeconds = 60

export interface Tickets {
  /** @param target path and query, as it will be asked for @returns the same with its ticket */
  issue(sessionId: string, target: string): string
  room: Middleware
}

export interface TicketsDeps {
  clock: Clock
  random: Ports['random']
  keyring: Pick<Keyring, 'writeKey' | 'allKeys'>
  storage: Pick<Storage, 'write'>
  standings: Pick<Standings, 'behind'>
}

export function createTickets(deps: TicketsDeps): Tickets {
  const { clock, keyring, storage } = deps
  return {
    issue(sessionId, target) {
      const until = (clock.now() + ticketSeconds * 1000).toString(36)
      const said = `${sessionId}.${until}.${deps.random(16).toString('base64url')}`
      return withTicket(target, `${said}.${macOf(keyring.writeKey('ticket').key, said, target)}`)
    },
    room: (ctx, next) => (hasTicket(ctx.req) ? redeemed(ctx, next) : next()),
  }

  async function redeemed(ctx: Context, next: () => Promise<unknown>): Promise<unknown> {
    await redeem(ctx)
    return next()
  }

  async function redeem(ctx: Context): Promise<void> {
    const { target = '', ticket = '' } = splitTicket(ctx.req.url) ?? {}
    const [id = '', until = '', nonce, mac = ''] = ticket.split('.')
    const said = `${id}.${until}.${nonce}`
    const expiresAtMs = Number.parseInt(until, 36)
    const isOurs = keyring
      .allKeys('ticket')
      .some(({ key }) => isEqual(mac, macOf(key, said, target)))
    const isGood = mayUseTicket(ctx.req) && isOurs && clock.now() < expiresAtMs
    if (!isGood || !(await burn(said, expiresAtMs))) throw new Problem('ticket-invalid')
    ctx.state.standing = await deps.standings.behind(id, ctx.state.ref)
    ctx.state.target = target
  }

  /** @returns whether this call was the one that burned it */
  async function burn(said: string, expiresAtMs: number): Promise<boolean> {
    const once = { ifVersion: 0, expiresAtMs }
    const id = digest(`ticket ${said}`)
    return (await storage.write(id, 'burned', new Uint8Array(), once)) !== undefined
  }
}

function macOf(key: Uint8Array, said: string, target: string): string {
  return createHmac('sha256', key).update(`${said} ${target}`).digest('base64url')
}

function isEqual(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)]
  return left.length === right.length && timingSafeEqual(left, right)
}
