/**
 * The browsers of the storm, without the browsers: calls with a cookie over kept connections, a bounded
 * number of them. A call does what the web app does: a broken connection or a problem whose remedy is
 * `retry` is tried again, at another instance, for as long as a patient person would wait.
 */
import http from 'node:http'
import { text } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import { type ProblemBody, problems } from 'shared/problem'

export interface CallOutcome {
  /** `signed-out`: told by our own BFF; `failed`: no retry mended it. */
  end: 'answered' | 'signed-out' | 'failed'
  /** What the API said: whose token it got. */
  sub?: string
  /** What had to be mended, in order: problem codes, or `connection`. */
  mended: string[]
}

export interface Caller {
  /** @param first the instance to begin with */
  call(cookie: string, first: number): Promise<CallOutcome>
  close(): void
}

const socketsEach = 256
const patienceMs = 60_000
// Shorter than what Retry-After says at times: a storm that waits is none.
const longestPauseMs = 1_000

export function createCaller(ports: readonly number[]): Caller {
  const agent = new http.Agent({ keepAlive: true, maxSockets: socketsEach })

  return {
    async call(cookie, first) {
      const giveUpAtMs = performance.now() + patienceMs
      const mended: string[] = []
      for (let number = first; ; number += 1) {
        const answer = await ask(ports[number % ports.length]!, cookie)
        if (answer.sub !== undefined) return { end: 'answered', sub: answer.sub, mended }
        if (answer.remedy === 'sign-in') return { end: 'signed-out', mended }
        if (answer.remedy === 'tell') return { end: 'failed', mended: [...mended, answer.what] }
        mended.push(answer.what)
        if (performance.now() > giveUpAtMs) return { end: 'failed', mended }
        await wait(Math.min(answer.afterMs, longestPauseMs))
      }
    },
    close: () => agent.destroy(),
  }

  async function ask(port: number, cookie: string): Promise<Answer> {
    try {
      const { status, body } = await get(port, cookie)
      if (status === 200) return JSON.parse(body) as { sub: string }
      const { code, retryAfter = 1 } = JSON.parse(body) as ProblemBody
      return { what: code, remedy: problems[code].remedy, afterMs: retryAfter * 1000 }
    } catch {
      return { what: 'connection', remedy: 'retry', afterMs: 100 }
    }
  }

  function get(port: number, cookie: string): Promise<{ status: number; body: string }> {
    const { promise, resolve, reject } = Promise.withResolvers<{ status: number; body: string }>()
    const headers = { cookie, 'x-csrf': '1' }
    http
      .get({ host: '127.0.0.1', port, path: '/api/notes', headers, agent }, (answer) => {
        text(answer).then((body) => resolve({ status: answer.statusCode ?? 0, body }), reject)
      })
      .on('error', reject)
    return promise
  }
}

type Answer =
  | { sub: string }
  | { sub?: undefined; what: string; remedy: 'sign-in' | 'retry' | 'tell'; afterMs: number }
