/** What an orchestrator asks: does it turn, and may requests come here? */
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { openStorage } from '../../src/storage/open-storage.ts'
import { createMovableClock, type OpenBff } from '../open-bff.ts'
import { openHouse } from '../open-house.ts'

/** The management port of this instance, and a way to ask it. */
async function askable(bff: OpenBff) {
  const server = http.createServer(bff.health)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  return async (path: string, method = 'GET') => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method })
    return { status: answer.status, body: await answer.json() }
  }
}

it('is ready once the store answers and the provider has been met', async () => {
  const { bff } = await openHouse()
  const ask = await askable(bff)
  expect(await ask('/livez')).toEqual({ status: 200, body: { status: 200 } })
  expect(await ask('/readyz')).toEqual({ status: 200, body: { status: 200 } })
})

it('says how long each of them took, to whoever asks for it', async () => {
  const { bff } = await openHouse()
  const ask = await askable(bff)
  bff.clock.advance(90_000)
  const took = { ok: true, ms: expect.any(Number) }
  expect(await ask('/readyz?verbose')).toEqual({
    status: 200,
    body: { status: 200, checks: { store: took, provider: took }, upSeconds: expect.any(Number) },
  })
  bff.drain()
  expect(await ask('/readyz?verbose')).toMatchObject({
    status: 503,
    body: { missing: ['draining'], checks: { store: took, provider: took } },
  })
  expect((await ask('/readyz?other')).status).toBe(404)
})

it('waits for the provider once, and never again [MD-08]', async () => {
  const network = { up: false }
  const cut: typeof fetch = (input, init) =>
    network.up ? fetch(input, init) : Promise.reject(new TypeError('fetch failed'))
  const { bff } = await openHouse({ fetch: cut })
  const ask = await askable(bff)
  expect(await ask('/readyz')).toMatchObject({ status: 503, body: { missing: ['provider'] } })
  network.up = true
  expect((await ask('/readyz')).status).toBe(200)
  network.up = false
  bff.clock.advance(3_600_000)
  expect((await ask('/readyz')).status).toBe(200) // its outage must not take us away from people
})

it('is red while the store is down, and alive all the same [SC-23]', async () => {
  const clock = createMovableClock()
  const storage = openStorage('memory:', clock)
  const disk = { broken: false }
  const ping = () => (disk.broken ? Promise.reject(new Error('disk I/O error')) : storage.ping())
  const { bff } = await openHouse({ clock, storage: { ...storage, ping } })
  const ask = await askable(bff)
  disk.broken = true
  expect(await ask('/readyz')).toMatchObject({ status: 503, body: { missing: ['store'] } })
  expect((await ask('/livez')).status).toBe(200)
  disk.broken = false
  expect((await ask('/readyz')).status).toBe(200)
})

it('is red from the moment it begins to stop', async () => {
  const { bff } = await openHouse()
  const ask = await askable(bff)
  bff.drain()
  expect(await ask('/readyz')).toMatchObject({ status: 503, body: { missing: ['draining'] } })
})

it('answers nothing else there, and nothing of it where browsers are [CD-08]', async () => {
  const { bff, origin } = await openHouse()
  const ask = await askable(bff)
  expect((await ask('/')).status).toBe(404)
  expect((await ask('/readyz', 'POST')).status).toBe(405)
  expect((await fetch(`${origin}/readyz`)).status).toBe(404)
})
