/** How many calls may be under way: of one person, so that nobody is crowded out, and of all (policy.ts). */
import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { describe, expect, it } from 'vitest'
import { createBrowser } from '../browser.ts'
import { cookieHeaderOf, signedIn } from '../threats/scene.ts'
import { answerTo, openStage, type Stage } from './stage.ts'

/** Begins so many calls and waits until the API has them all. */
async function hold(stage: Stage, count: number, headers: Record<string, string> = {}) {
  const calls = []
  for (let n = 0; n < count; n++) {
    const asked = once(stage.api.server, 'request')
    const call = stage.begin('/slow', { headers })
    call.end()
    calls.push({ call, response: (await asked)[1] as ServerResponse })
  }
  return calls
}

describe('calls under way', () => {
  it('of one person are limited, and nobody else notices [PX-26, PX-27]', async () => {
    const stage = await openStage({ callsPerSession: 2 }, () => {})
    const [first] = await hold(stage, 2)
    const refused = await stage.ask('/1')
    expect(refused.status).toBe(429)
    expect(refused.headers).toMatchObject({
      'retry-after': '1',
      'claimcheck-refusal': 'too-many-calls', // it was not forwarded, so it may be tried again
    })
    expect(JSON.parse(refused.body.toString())).toMatchObject({ retryAfter: 1 })
    expect(stage.api.seen).toHaveLength(2)

    const other = cookieHeaderOf(await signedIn(stage.scene, createBrowser()))
    await hold(stage, 1, { cookie: other })

    first!.response.end('done')
    await answerTo(first!.call).catch(() => {})
    stage.api.answer = (_req, res) => res.end('room again')
    await expect.poll(async () => (await stage.ask('/1')).status).toBe(200)
  })

  it('of all are limited, and who comes too late is told when to come again [PX-26]', async () => {
    const stage = await openStage({ callsAtOnce: 2 }, () => {})
    await hold(stage, 2)
    const refused = await stage.ask('/1')
    expect(refused.status).toBe(503)
    expect(refused.headers).toMatchObject({
      'retry-after': '1',
      'claimcheck-refusal': 'resource-busy',
    })
    expect(stage.api.seen).toHaveLength(2)
  })

  it('have their own count where a route has its own rules', async () => {
    const routes = { '/slow': { callsPerSession: 1 } }
    const stage = await openStage({ routes }, () => {})
    await hold(stage, 1)
    expect((await stage.ask('/slow')).status).toBe(429)
    stage.api.answer = (_req, res) => res.end()
    expect((await stage.ask('/1')).status).toBe(200)
  })
})
