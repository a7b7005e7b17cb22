/** The store is away: nobody is told that it was done (Back-Channel Logout §2.8: failed is 400). */
import { expect, it, onTestFinished } from 'vitest'
import { createMemoryStorage } from '../../../src/storage/memory.ts'
import type { Storage } from '../../../src/storage/storage.ts'
import { createBrowser } from '../../browser.ts'
import { createMovableClock, openBff } from '../../open-bff.ts'
import { withBrokenSignature } from '../liar/forgeries.ts'
import { openLiar } from '../liar.ts'
import { expectDone, expectRefusal, tellOfLogout } from '../provider-sign-out.ts'

async function withFragileStore() {
  const clock = createMovableClock()
  const [liar, sound] = [await openLiar({ clock }), createMemoryStorage(clock)]
  const broken = new Set<keyof Storage>()
  const fragile = new Proxy(sound, {
    get: (target, name: keyof Storage) =>
      broken.has(name) ? () => Promise.reject(new Error('the store is away')) : target[name],
  })
  const env = {
    OIDC_ISSUER: liar.issuer,
    OIDC_CLIENT_ID: liar.clientId,
    OIDC_CLIENT_SECRET: liar.clientSecret,
  }
  const bff = await openBff({ env, clock, storage: fragile })
  onTestFinished(async () => {
    await bff.close()
    await liar.close()
  })
  const browser = createBrowser()
  await browser.visit(`${bff.origin}/auth/login`)
  const view = async () => (await browser.fetch(`${bff.origin}/auth/session`)).json()
  return { liar, bff, broken, view, token: await liar.logoutToken(liar.signIns[0]!) }
}

it.each(['read', 'find', 'bury', 'write'] as const)(
  'refuses while the store cannot %s, and the same token works afterwards [LO-15]',
  async (verb) => {
    const { bff, broken, view, token } = await withFragileStore()
    broken.add(verb)
    await expectRefusal(await tellOfLogout(bff, token), bff, 'failed')
    broken.clear()
    await expectDone(await tellOfLogout(bff, token))
    expect(await view()).toMatchObject({ status: 'signed-out' })
  },
)

it('is not even asked about a token that is not proven [LO-09]', async () => {
  const { bff, broken, token } = await withFragileStore()
  for (const verb of ['read', 'find', 'bury', 'write'] as const) broken.add(verb)
  const forged = withBrokenSignature(token)
  await expectRefusal(await tellOfLogout(bff, forged), bff, 'signature')
  expect(bff.logged('storage.failed')).toEqual([])
})
