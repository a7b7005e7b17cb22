/**
 * The answer of the authorization server as a form that a page of another site posts to us, in a real browser:
 * it keeps the cookie that has to come along, and holds the others back (6265bis §5.6.7.1). On loopback `http`
 * that cookie is Secure all the same; over TLS it has its locked name.
 */
import type { Page } from 'playwright-core'
import { expect, inject, it, onTestFinished } from 'vitest'
import { selfSigned } from '../../bff/dev/certificates.ts'
import { openWorld, type WorldOptions } from '../../bff/dev/world.ts'
import { openBff } from '../../bff/test/open-bff.ts'
import { openTlsProxy } from '../../bff/test/tls-proxy.ts'
import { openPage } from './open-page.ts'

const skip = inject('chromium') === null

interface Opened {
  bff: Awaited<ReturnType<typeof openBff>>
  page: Page
  origin: string
}

async function open(world: WorldOptions): Promise<Opened> {
  const { env, appOrigin, close } = await openWorld(world)
  const bff = await openBff({ env: { ...env, ...(world.appOrigin && { PORT: '0' }) } })
  onTestFinished(async () => {
    await bff.close()
    await close()
  })
  return { bff, page: await openPage({ ignoreHTTPSErrors: true }), origin: appOrigin }
}

/** @returns the names of the cookies that came with the post */
async function signIn({ page, origin }: Opened, isFirst = true): Promise<string[]> {
  const posting = page.waitForRequest(`${origin}/auth/callback`)
  await page.goto(`${origin}/auth/login?returnTo=/notes`)
  if (isFirst) {
    await page.locator('button[name=person][value=alice]').click()
    await page.locator('button[name=decision][value=allow]').click()
  }
  const post = await posting
  expect(post.method()).toBe('POST')
  await page.waitForURL(`${origin}/notes`)
  const { cookie = '' } = await post.allHeaders()
  return cookie.split('; ').map((pair) => pair.split('=')[0] ?? '')
}

it.skipIf(skip).each(['form_post', 'form_post.jwt'] as const)(
  'signs in with one cookie relaxed, and the session cookie Strict: %s [CB-11, SC-06]',
  async (responseMode) => {
    const opened = await open({ traits: { responseMode } })
    const { bff, page, origin } = opened
    expect(await signIn(opened)).toEqual([expect.stringMatching(/^claimcheck-dev-form-tx-/)])
    const kept = await page.context().cookies(origin)
    expect(kept.filter(({ name }) => name.startsWith('claimcheck'))).toEqual([
      expect.objectContaining({ name: 'claimcheck-dev', sameSite: 'Strict', httpOnly: true }),
    ])

    // Somebody who is signed in signs in again: the Strict cookie is there, and does not come with the post.
    expect(await signIn(opened, false)).toEqual([expect.stringMatching(/^claimcheck-dev-form-tx-/)])
    const session = await page.evaluate<{ status: string }>(
      "fetch('/auth/session', { headers: { 'x-csrf': '1' } }).then((answer) => answer.json())",
    )
    expect(session.status).toBe('signed-in')
    expect(bff.logged('session.ended')).toMatchObject([{ reason: 'replaced' }])
  },
)

it.skipIf(skip)('has locked names over TLS, the relaxed one included [CB-11, SC-05]', async () => {
  let port = 0
  const proxy = await openTlsProxy(selfSigned(), () => port)
  onTestFinished(() => proxy.close())
  const appOrigin = `https://app.example.test:${proxy.port}`
  const opened = await open({ appOrigin, traits: { responseMode: 'form_post' } })
  port = opened.bff.port
  expect(await signIn(opened)).toEqual([expect.stringMatching(/^__Host-Http-claimcheck-form-tx-/)])
  expect(await opened.page.context().cookies(appOrigin)).toEqual([
    expect.objectContaining({ name: '__Host-Http-claimcheck', sameSite: 'Strict', secure: true }),
  ])
})
