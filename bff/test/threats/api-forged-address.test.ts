/**
 * Somebody says in a header that they come from elsewhere: to slip past an API's limits, to frame another in
 * its log, or to reach what only the inner network may (ASVS 4.1.3, RFC 7239 §8.1). Each door that names an
 * address must name the same, true one.
 */
import type { SessionList } from 'shared/sessions'
import { describe, expect, it } from 'vitest'
import { resourceTable } from '../../src/api/resources.ts'
import { createBrowser } from '../browser.ts'
import { openScene, type Scene } from './scene.ts'

const lies = {
  'x-forwarded-for': '203.0.113.9',
  'x-forwarded-host': 'evil.example',
  'x-forwarded-proto': 'gopher',
  'x-forwarded-port': '1',
  'x-forwarded-prefix': '/evil',
  'x-real-ip': '203.0.113.9',
  'true-client-ip': '203.0.113.9',
  'client-ip': '203.0.113.9',
  forwarded: 'for=203.0.113.9;host=evil.example;proto=gopher',
}

/** Signs in and calls the API, with those headers on every request. */
async function visit(scene: Scene, headers: Record<string, string>) {
  const { origin, api } = scene
  const browser = createBrowser()
  await browser.visit(`${origin}/auth/login`, { from: `${origin}/`, headers })
  await browser.fetch(`${origin}/api/notes/1`, { headers })
  const list = (await (await browser.fetch(`${origin}/auth/sessions`)).json()) as SessionList
  const heard = Object.entries(api.seen.at(-1)?.headers ?? {})
  const facts = heard.filter(([name]) => /forward|-ip$/.test(name))
  return { facts: Object.fromEntries(facts), listed: list.sessions[0]?.address }
}

describe('a forged address', () => {
  it('reaches nobody when no proxy is trusted [PX-13, CD-04, PX-27]', async () => {
    const scene = await openScene()
    const { host } = new URL(scene.origin)
    const { facts, listed } = await visit(scene, lies)
    expect(facts).toEqual({
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-host': host,
      'x-forwarded-proto': 'http',
      forwarded: `for=127.0.0.1;host="${host}";proto=http`,
    })
    expect(listed).toBeUndefined() // a loopback address tells a person nothing
  })

  it('counts for nothing in front of what a trusted proxy says [PX-13, CD-04, PX-27]', async () => {
    const scene = await openScene({}, { env: { TRUSTED_PROXIES: '127.0.0.0/8' } })
    const said = { ...lies, 'x-forwarded-for': `6.6.6.6, 198.51.100.7` }
    const { host } = new URL(scene.origin)
    const { facts, listed } = await visit(scene, said)
    expect(facts).toEqual({
      'x-forwarded-for': '198.51.100.7',
      'x-forwarded-host': host,
      'x-forwarded-proto': 'http',
      forwarded: `for=198.51.100.7;host="${host}";proto=http`,
    })
    expect(listed).toBe('198.51.100.0/24')
  })

  it('cannot be found out by an API that is not told [PX-13]', async () => {
    const notes = { ...resourceTable.notes, clientAddress: 'withheld' as const }
    const scene = await openScene({}, { table: { notes } })
    const { facts } = await visit(scene, lies)
    expect(facts).not.toHaveProperty('x-forwarded-for')
    expect(JSON.stringify(facts)).not.toContain('127.0.0.1')
  })
})
