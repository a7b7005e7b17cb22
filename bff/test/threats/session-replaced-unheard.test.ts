/**
 * Signing in once more ends the session there was (ASVS 7.2.4), with all that belongs to an end: pages hear of
 * it, its tokens are revoked, its reason is kept. Also where the old cookie comes along to the callback, as it
 * does when the way there began in the address bar: then nobody may bury the session before it was ended.
 */
import { expect, it } from 'vitest'
import { createBrowser } from '../browser.ts'
import { openEventSource } from '../event-source.ts'
import { openHouse } from '../open-house.ts'
import { signIn } from '../sign-in.ts'

it('a session is ended in full by a sign-in that its cookie comes along to [SC-08]', async () => {
  const { bff, origin } = await openHouse()
  const browser = createBrowser()
  await signIn(browser, origin, 'alice')
  const events = await openEventSource(browser, `${origin}/auth/events`)

  await browser.visit(await callbackOf(browser, origin))

  await events.over
  expect(events.events()).toEqual([{ event: 'ended', data: { reason: 'replaced' } }])
  expect(bff.logged('session.ended')).toMatchObject([{ reason: 'replaced' }])
})

/** Signs in as far as the callback, which is then typed into the address bar. */
async function callbackOf(browser: ReturnType<typeof createBrowser>, origin: string) {
  const stopBefore = (url: string) => url.startsWith(`${origin}/auth/callback`)
  const page = await browser.visit(`${origin}/auth/login`, { stopBefore })
  return page.headers.get('location') ?? ''
}
