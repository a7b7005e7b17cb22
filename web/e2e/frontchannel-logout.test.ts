/**
 * Front-channel logout as a real browser does it: our page in a frame of the authorization server's, which
 * is another site, so that the session cookie stays at home (Front-Channel Logout §4.1).
 */
import { expect, inject, it, onTestFinished } from 'vitest'
import { openLoopbackServer } from '../../bff/dev/loopback-server.ts'
import { openLiar } from '../../bff/test/conformance/liar.ts'
import { openBff } from '../../bff/test/open-bff.ts'
import { openPage } from './open-page.ts'

async function openSignedIn() {
  const liar = await openLiar({ frontchannelLogout: true })
  const env = {
    OIDC_ISSUER: liar.issuer,
    OIDC_CLIENT_ID: liar.clientId,
    OIDC_CLIENT_SECRET: liar.clientSecret,
    OIDC_FRONTCHANNEL_LOGOUT: 'on',
  }
  const bff = await openBff({ env })
  onTestFinished(async () => {
    await bff.close()
    await liar.close()
  })
  const page = await openPage()
  await page.goto(`${bff.origin}/auth/login`)
  return { liar, bff, page }
}

it.skipIf(inject('chromium') === null)(
  'ends the session from a frame of the issuer, without its cookie [LO-18]',
  async () => {
    const { liar, bff, page } = await openSignedIn()
    const query = new URLSearchParams({
      id_token_hint: liar.issued.find((secret) => secret.startsWith('ey')) ?? '',
      post_logout_redirect_uri: `${bff.origin}/auth/signed-out`,
    })
    const framing = page.waitForRequest(/\/auth\/frontchannel-logout/)
    await page.goto(`${liar.endpoints.endSession}?${query}`)
    expect(await (await framing).allHeaders()).not.toHaveProperty('cookie')
    const words = page.frameLocator('iframe').getByText('You are signed out.')
    await words.waitFor()
    expect(bff.logged('session.ended')).toEqual([
      expect.objectContaining({ reason: 'front-channel' }),
    ])
  },
)

it.skipIf(inject('chromium') === null)(
  'is shown in no frame of anybody else [LO-18, FE-04]',
  async () => {
    const { liar, bff, page } = await openSignedIn()
    const evil = await openLoopbackServer({ host: '127.0.0.1', port: 0 })
    onTestFinished(() => evil.close())
    const query = new URLSearchParams({ iss: liar.issuer, sid: 'a-guess' })
    evil.answer((_request, answer) => {
      answer.setHeader('content-type', 'text/html')
      answer.end(`<iframe src="${bff.origin}/auth/frontchannel-logout?${query}"></iframe>`)
    })
    await page.goto(evil.origin)
    await expect.poll(() => page.frames().at(-1)?.url()).toMatch(/^chrome-error:/)
    expect(bff.logged('session.ended')).toEqual([])
  },
)
