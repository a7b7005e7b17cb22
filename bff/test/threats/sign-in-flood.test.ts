/**
 * Somebody begins sign-ins without end: each is a request that the authorization server has to answer, and a
 * cookie and a few milliseconds of ours (ASVS 2.4.1). Who comes by one address is one, whatever they write
 * about themselves; everybody else signs in as ever.
 */
import { expect, it } from 'vitest'
import { createBrowser, type Page } from '../browser.ts'
import { landingOf } from '../conformance/sign-in.ts'
import { openScene, type Scene } from './scene.ts'

const env = { TRUSTED_PROXIES: '127.0.0.0/8', RATE_LIMIT_SIGN_IN: 'address:3/3600' }

/** As far as where it leads. */
function begin({ origin }: Scene, forwardedFor: string): Promise<Page> {
  const headers = { 'x-forwarded-for': forwardedFor }
  return createBrowser().visit(`${origin}/auth/login`, { headers, stopBefore: () => true })
}

async function beginAll(scene: Scene, addresses: string[]): Promise<string[]> {
  const leadsTo: string[] = []
  for (const address of addresses) {
    const { headers } = await begin(scene, address)
    const location = new URL(headers.get('location') ?? '', scene.origin)
    const isRefused = location.origin === scene.origin
    leadsTo.push(isRefused ? landingOf(location.href) : 'the authorization server')
  }
  return leadsTo
}

const on = 'the authorization server'
const refused = '/problem?code=too-many-calls'

it('ends at a page that says so, for this address and no other [PX-27, PX-13]', async () => {
  const scene = await openScene({}, { env })
  const flood = await beginAll(scene, Array(5).fill('203.0.113.7'))
  expect(flood).toEqual([on, on, on, refused, refused])
  expect(await beginAll(scene, ['203.0.113.8'])).toEqual([on])
  expect(scene.bff.logged('login.started')).toHaveLength(4)
})

it('is not got round by an address of one’s own choice [PX-13]', async () => {
  const scene = await openScene({}, { env })
  const forged = [1, 2, 3, 4].map((number) => `198.51.100.${number}, 203.0.113.7`)
  expect(await beginAll(scene, forged)).toEqual([on, on, on, refused])
})

it('is not got round by the addresses of one network [PX-27]', async () => {
  const scene = await openScene({}, { env })
  const neighbours = [1, 2, 3, 4].map((number) => `2001:db8:0:1::${number}`)
  expect(await beginAll(scene, [...neighbours, '2001:db8:0:2::1'])).toEqual([
    on,
    on,
    on,
    refused,
    on,
  ])
})

it('tells when to come back, by which rule, and to nobody who came [EL-05]', async () => {
  const scene = await openScene({}, { env })
  await beginAll(scene, Array(3).fill('203.0.113.7'))
  const { headers, text } = await begin(scene, '203.0.113.7')
  expect(headers.get('ratelimit-policy')).toBe('"sign-in-address";q=3;w=3600')
  expect(headers.get('ratelimit')).toMatch(/^"sign-in-address";r=0;t=\d+$/)
  expect(headers.get('claimcheck-refusal')).toBe('too-many-calls')
  expect(text).toBe('')
  const [line, ...more] = scene.bff.logged('request.limited')
  expect(line).toMatchObject({ where: 'sign-in', by: 'address', again: false, level: 'warn' })
  expect(more).toEqual([])
  expect(JSON.stringify(scene.bff.log)).not.toContain('203.0.113.7')
})

it('closes the door on nobody where the proxy in front is not known', async () => {
  const scene = await openScene({}, { env: { ...env, TRUSTED_PROXIES: '' } })
  expect(await beginAll(scene, Array(5).fill('203.0.113.7'))).toEqual([on, on, on, on, on])
})
