/**
 * `oidcc-client-test-rp-frontchannel-rpinitlogout`: while the person signs out, our page is in a
 * frame there.
 */
import { expect, it } from 'vitest'
import { landingOf } from '../sign-in.ts'
import { frameOf, openFrame, signOutWithWitness, viewOf } from '../provider-sign-out.ts'

it('ends the session from a frame without cookies, and handles the return [CM-25, LO-18]', async () => {
  const { browser, witness, page } = await signOutWithWitness(
    { frontchannelLogout: true },
    { env: { OIDC_FRONTCHANNEL_LOGOUT: 'on' } },
  )
  expect(await viewOf(witness)).toMatchObject({ status: 'signed-in' })
  const framed = await openFrame(frameOf(page))
  expect(framed.status).toBe(200)
  expect(await viewOf(witness)).toMatchObject({ status: 'signed-out' })

  const [, back = ''] = /<a href="([^"]+)"/.exec(page.text) ?? []
  const returned = await browser.visit(back, { from: page.url })
  expect(landingOf(returned.url)).toBe('/signed-out')
})
