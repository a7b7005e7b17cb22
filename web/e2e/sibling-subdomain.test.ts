/**
 * A page on a sibling subdomain is the same site to a browser: SameSite=Strict lets its requests carry our
 * cookie. So the cookie's attribute is never the only defence (RFC 10017 §6.1.3.3.1).
 */
import https from 'node:https'
import type { AddressInfo } from 'node:net'
import { expect, inject, it, onTestFinished } from 'vitest'
import { loopbackAddress, selfSigned } from '../../bff/dev/certificates.ts'
import { openWorld } from '../../bff/dev/world.ts'
import { openBff } from '../../bff/test/open-bff.ts'
import { openTlsProxy } from '../../bff/test/tls-proxy.ts'
import { openPage } from './open-page.ts'

async function openNeighbours() {
  const tls = selfSigned({ address: loopbackAddress })
  const proxy = await openTlsProxy(tls, () => bff.port)
  const origin = `https://app.example.test:${proxy.port}`
  const world = await openWorld({ appOrigin: origin })
  const bff = await openBff({ env: { ...world.env, PORT: '0' } })
  const evil = https.createServer(tls, (_request, answer) => {
    answer.setHeader('content-type', 'text/html')
    answer.end(`<!doctype html><form method="post" action="${origin}/auth/logout"></form>`)
  })
  await new Promise<void>((resolve) => evil.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    evil.closeAllConnections()
    evil.close()
    await bff.close()
    proxy.close()
    await world.close()
  })
  const { port } = evil.address() as AddressInfo
  const page = await openPage({ ignoreHTTPSErrors: true })
  return { bff, page, proxy, origin, evil: `https://evil.example.test:${port}/` }
}

it.skipIf(inject('chromium') === null)(
  'cannot sign anyone out or read anything, although the cookie comes along [XB-09, LO-02]',
  async () => {
    const { bff, page, proxy, origin, evil } = await openNeighbours()
    await page.goto(`${origin}/auth/login`)
    await page.locator('button[name=person][value=alice]').click()
    await page.locator('button[name=decision][value=allow]').click()
    await page.waitForURL(`${origin}/`)

    await page.goto(evil)
    const before = proxy.seen.length
    const read = await page.evaluate(async (app) => {
      const tries = [
        fetch(`${app}/auth/logout`, { method: 'POST', mode: 'no-cors', credentials: 'include' }),
        fetch(`${app}/auth/session`, { credentials: 'include' }),
        fetch(`${app}/auth/session`, { credentials: 'include', headers: { 'x-csrf': '1' } }),
        fetch(`${app}/auth/session`, { mode: 'no-cors', credentials: 'include' }),
      ]
      const answers = await Promise.allSettled(tries)
      return answers.map((answer) =>
        answer.status === 'fulfilled' ? answer.value.type : 'blocked',
      )
    }, origin)
    expect(read).toEqual(['blocked', 'blocked', 'blocked', 'blocked'])
    await page.locator('form').evaluate((form) => (form as unknown as { submit(): void }).submit())
    await page.waitForURL(/\/problem\?code=cross-site-request/)

    const attacks = proxy.seen.slice(before).filter(({ url }) => url.startsWith('/auth/'))
    const withCookie = attacks.filter(({ headers }) => headers.cookie?.includes('claimcheck='))
    expect(withCookie.length).toBeGreaterThanOrEqual(4)
    expect(bff.logged('request.cross-site').length).toBe(attacks.length)
    expect(bff.logged('session.ended')).toEqual([])
  },
)
