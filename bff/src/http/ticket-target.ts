/**
 * A target that ends in a download ticket: what stands before it, and the ticket. One reading for the doorman,
 * who lets it pass because it brings its own proof, and for the room that looks at the proof (session/tickets.ts).
 */
import type { IncomingMessage } from 'node:http'
import { paths } from 'shared/paths'
import { isUpgrade } from './handshake.ts'

const parameter = 'claimcheck-ticket'

/** Says it that it has one? Then it is judged by it, also when that is of no use. */
export function hasTicket({ url = '' }: Pick<IncomingMessage, 'url'>): boolean {
  return url.includes(`${parameter}=`) && url.startsWith(`${paths.api}/`)
}

/** For one request that changes nothing, and for no socket. */
export function mayUseTicket(request: IncomingMessage): boolean {
  return request.method === 'GET' && !isUpgrade(request)
}

/** At the very end, so that what stands before it is the target to the octet. */
const form = new RegExp(`^([!-~]*)[?&]${parameter}=([\\w.-]+)$`)

export function splitTicket(url = ''): { target: string; ticket: string } | undefined {
  const [, target, ticket] = form.exec(url) ?? []
  return target === undefined || ticket === undefined ? undefined : { target, ticket }
}

export function withTicket(target: string, ticket: string): string {
  return `${target}${target.includes('?') ? '&' : '?'}${parameter}=${ticket}`
}
