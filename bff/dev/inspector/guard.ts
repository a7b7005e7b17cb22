/**
 * Who may look: somebody at this machine, on a page of our own origin, who has the key that `pnpm dev` printed.
 * Four conditions, each enough to keep a stranger out – production never gets here (development-only.ts), a peer
 * on loopback, the same origin, the key – because what lies behind shows how somebody signs in, and can break it.
 */
import { timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { csrfHeader } from 'shared/paths'
import { cookieValue } from './cookies-shown.ts'

export const keyCookie = 'claimcheck-dev-inspector'
const keyHeader = 'x-inspector-key'

export interface GuardOptions {
  appOrigin: string
  key: string
}

/** @returns why not, or nothing */
export function reasonToRefuse(
  request: IncomingMessage,
  { appOrigin, key }: GuardOptions,
): string | undefined {
  const { headers, method = '' } = request
  if (!isLoopback(request.socket.remoteAddress)) return 'Not from this machine.'
  // Another name that leads to this address is somebody else's page (DNS rebinding).
  if (headers.host !== new URL(appOrigin).host) return 'Not by this name.'
  if (headers.origin !== undefined && headers.origin !== appOrigin)
    return 'Not from another origin.'
  const site = headers['sec-fetch-site']
  const isRead = method === 'GET' || method === 'HEAD'
  if (site !== undefined && site !== 'same-origin' && !(site === 'none' && isRead)) {
    return 'Not from another site.'
  }
  if (!isRead && headers[csrfHeader.name] !== csrfHeader.value) return 'Not without X-CSRF.'
  const given = headers[keyHeader] ?? cookieValue(request, keyCookie)
  return isKey(given, key) ? undefined : 'Open the address that pnpm dev has printed.'
}

export function isKey(given: unknown, key: string): boolean {
  if (typeof given !== 'string') return false
  const [left, right] = [Buffer.from(given), Buffer.from(key)]
  return left.length === right.length && timingSafeEqual(left, right)
}

function isLoopback(address = ''): boolean {
  return /^(::ffff:)?127\./.test(address) || address === '::1'
}
