/**
 * GET /livez  → 200 as long as the process turns
 * GET /readyz → 200 when requests may come here: the store answers, the authorization server has been met
 *               once since the start, and we are not stopping; else 503, naming what is missing
 *
 * On the management port alone. The authorization server's health of the moment does not count: were it to,
 * its outage would take every instance away from people who are signed in.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'

export interface HealthDeps {
  /** Rejects while the store does not answer. */
  pingStore(): Promise<unknown>
  /** Rejects until the authorization server's metadata has been read; never after, since it is kept. */
  meetProvider(): Promise<unknown>
  /** Asked to stop, and still answering: so that the balancer notices first. */
  isLeaving(): boolean
}

type Missing = 'store' | 'provider' | 'draining'

export interface Health {
  answer(request: IncomingMessage, response: ServerResponse): void
  /** From now on this instance is not ready. */
  drain(): void
}

export function createHealth({ pingStore, meetProvider, isLeaving }: HealthDeps): Health {
  let isDraining = false

  return {
    answer(request, response) {
      if (request.method !== 'GET' && request.method !== 'HEAD') return say(response, 405)
      if (request.url === '/livez') return say(response, 200)
      if (request.url !== '/readyz') return say(response, 404)
      void missing().then((names) => say(response, names.length === 0 ? 200 : 503, names))
    },
    drain() {
      isDraining = true
    },
  }

  async function missing(): Promise<Missing[]> {
    const names: Missing[] = isDraining || isLeaving() ? ['draining'] : []
    if (!(await holds(pingStore))) names.push('store')
    if (!(await holds(meetProvider))) names.push('provider')
    return names
  }
}

function holds(check: () => Promise<unknown>): Promise<boolean> {
  return check().then(
    () => true,
    () => false,
  )
}

function say(response: ServerResponse, status: number, missing: Missing[] = []): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(JSON.stringify(missing.length === 0 ? { status } : { status, missing }))
}
