/** A download where no cookie goes: a ticket for one path, once, for a minute (session/tickets.ts). */
import type { Ticket } from 'shared/tickets'
import { describe, expect, it } from 'vitest'
import type { Browser } from '../browser.ts'
import { openScene, type Scene, signedIn, viewOf } from '../threats/scene.ts'
import { exchange } from '../wire.ts'

const path = '/api/notes/export.csv?all=1&x=%20'

async function openStage() {
  const scene = await openScene()
  const browser = await signedIn(scene)
  return { scene, browser }
}

async function ticketFor({ origin }: Scene, browser: Browser, body: object = { path }) {
  const headers = { 'content-type': 'application/json' }
  const init = { method: 'POST', headers, body: JSON.stringify(body) }
  const answer = await browser.fetch(`${origin}/auth/tickets`, init)
  return { status: answer.status, ...((await answer.json()) as Ticket & { code?: string }) }
}

/** As a download manager, or a click in another site: no cookie, and metadata that says "foreign". */
function go({ origin }: Scene, location: string, method = 'GET') {
  const headers = new Headers({ 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' })
  return exchange(new URL(origin + location), { method, headers })
}

describe('a download ticket', () => {
  it('fetches its path in the name of the session, and no API sees it', async () => {
    const { scene, browser } = await openStage()
    const { status, location, expiresIn } = await ticketFor(scene, browser)
    expect({ status, expiresIn }).toEqual({ status: 200, expiresIn: 60 })
    const answer = await go(scene, location)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    const [asked] = scene.api.seen
    expect(asked!.url).toBe('/v1/export.csv?all=1&x=%20')
    expect(asked!.headers.authorization).toMatch(/^Bearer ./)
    expect(scene.bff.log.join('')).not.toContain(location.split('=').at(-1))
  })

  it('works once', async () => {
    const { scene, browser } = await openStage()
    const { location } = await ticketFor(scene, browser)
    const both = await Promise.all([go(scene, location), go(scene, location)])
    expect(new Set(both.map(({ status }) => status))).toEqual(new Set([200, 403]))
    expect(scene.api.seen).toHaveLength(1)
  })

  it('works for a minute', async () => {
    const { scene, browser } = await openStage()
    const { location } = await ticketFor(scene, browser)
    scene.bff.clock.advance(60_000)
    const answer = await go(scene, location)
    expect(answer.status).toBe(403)
    expect(await answer.json()).toMatchObject({ code: 'ticket-invalid' })
  })

  it('ends with its session', async () => {
    const { scene, browser } = await openStage()
    const { location } = await ticketFor(scene, browser)
    await browser.fetch(`${scene.origin}/auth/logout`, { method: 'POST' })
    expect((await go(scene, location)).status).toBe(401)
    expect(scene.api.seen).toEqual([])
  })

  it.each([
    ['another path', (location: string) => location.replace('export', 'import')],
    ['another query', (location: string) => location.replace('all=1', 'all=2')],
    ['no query', (location: string) => location.replace(/\?.*&/, '?')],
    ['something behind it', (location: string) => `${location}&x=1`],
    ['a second ticket', (location: string) => location + location.slice(path.length)],
    ['another session', (location: string) => location.replace(/(ticket=)[\w-]{3}/, '$1abc')],
    ['more time', (location: string) => location.replace(/\.[a-z\d]+\./, '.zzzzzzzz.')],
    ['another mark', (location: string) => `${location.slice(0, -3)}abc`],
    ['nothing in it', (location: string) => location.replace(/ticket=.*/, 'ticket=')],
  ])('is of no use with %s', async (_name, spoil) => {
    const { scene, browser } = await openStage()
    const { location } = await ticketFor(scene, browser)
    const answer = await go(scene, spoil(location))
    expect(answer.status).toBe(403)
    expect(answer.headers.get('claimcheck-refusal')).toBe('ticket-invalid')
    expect(scene.api.seen).toEqual([])
  })

  it.each(['POST', 'DELETE', 'HEAD'])('is no way to %s anything [XB-01]', async (method) => {
    const { scene, browser } = await openStage()
    const { location } = await ticketFor(scene, browser)
    expect((await go(scene, location, method)).status).toBe(403)
    // Nor for our own script, whom the doorman lets pass.
    const ours = new Headers({ 'x-csrf': '1', origin: scene.origin })
    const url = new URL(scene.origin + location)
    expect((await exchange(url, { method, headers: ours })).status).toBe(403)
    expect(scene.api.seen).toEqual([])
  })

  it('is no session: it names nobody anywhere else', async () => {
    const { scene, browser } = await openStage()
    const { location } = await ticketFor(scene, browser)
    const elsewhere = location.replace(/^.*\?/, '/auth/session?')
    const answer = await exchange(new URL(scene.origin + elsewhere), {
      method: 'GET',
      headers: new Headers({ 'x-csrf': '1' }),
    })
    expect(await answer.json()).toMatchObject({ status: 'signed-out' })
    expect((await viewOf(scene, browser)).status).toBe('signed-in')
  })

  it('is for our own pages to ask for, and for APIs alone [XB-01, PX-24]', async () => {
    const { scene, browser } = await openStage()
    for (const wrong of [
      {},
      { path: '/auth/session' },
      { path: 'https://evil.example/api/' },
      { path: '//evil.example/api/' },
      { path: '/api/notes#x' },
      { path: '/api/notes\n' },
    ]) {
      expect(await ticketFor(scene, browser, wrong)).toMatchObject({ code: 'request-malformed' })
    }
    const headers = new Headers({ 'x-csrf': '1', origin: scene.origin })
    const nobody = await exchange(new URL(`${scene.origin}/auth/tickets`), {
      method: 'POST',
      headers,
    })
    expect(nobody.status).toBe(401)
    const foreign = await go(scene, '/auth/tickets', 'POST')
    expect(foreign.status).toBe(403)
  })
})
