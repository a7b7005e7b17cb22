/**
 * GET /livez  → 200 as long as the process turns
 * GET /readyz → 200 when requests may come here: the store answers, the authorization server has been met
 *               once since the start, and we are not stopping; else 503, naming what is missing
 *     ?verbose  → the same, with how long each took to say so and how long this process has run
 *
 * On the management port alone. The authorization server's health of the moment does not count: were it to,
 * its outage would take every instance away from people who are signed in.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Clock } from '../ports.ts'

export interface HealthDeps {
  clock: Clock
  /** Rejects while the store does not answer. */
  pingStore(): Promise<unknown>
  /** Rejects until the authorization server's metadata has been read; never after, since it is kept. */
  meetProvider(): Promise<unknown>
  /** Asked to stop, and still answering: so that the balancer notices first. */
  isLeaving(): boolean
}

export interface Health {
  answer(request: IncomingMessage, response: ServerResponse): void
  /** From now on this instance is not ready. */
  drain(): void
}

interface Check {
  ok: boolean
  ms: number
}

export function createHealth(deps: HealthDeps): Health {
  const { clock, pingStore, meetProvider, isLeaving } = deps
  const startedAtMs = clock.now()
  let isDraining = false

  return {
    answer(request, response) {
      if (request.method !== 'GET' && request.method !== 'HEAD') return say(response, 405)
      if (request.url === '/livez') return say(response, 200)
      if (request.url === '/readyz') return void look().then((seen) => tell(response, seen))
      if (request.url !== '/readyz?verbose') return say(response, 404)
      const upSeconds = Math.floor((clock.now() - startedAtMs) / 1000)
      void look().then((seen) => tell(response, seen, { checks: seen, upSeconds }))
    },
    drain() {
      isDraining = true
    },
  }

  async function look(): Promise<Record<string, Check>> {
    const [store, provider] = await Promise.all([check(pingStore), check(meetProvider)])
    return { store, provider }
  }

  async function check(answers: () => Promise<unknown>): Promise<Check> {
    const askedAtMs = clock.now()
    const ok = await answers().then(
      () => true,
      () => false,
    )
    return { ok, ms: clock.now() - askedAtMs }
  }

  function tell(response: ServerResponse, seen: Record<string, Check>, more: object = {}): void {
    const missing = isDraining || isLeaving() ? ['draining'] : []
    for (const [name, { ok }] of Object.entries(seen)) if (!ok) missing.push(name)
    if (missing.length === 0) say(response, 200, more)
    else say(response, 503, { missing, ...more })
  }
}

function say(response: ServerResponse, status: number, more: object = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(JSON.stringify({ status, ...more }))
}
