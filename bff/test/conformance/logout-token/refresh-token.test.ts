/** What becomes of the refresh token (Back-Channel Logout §2.7): meant for "offline", it outlives the sign-in. */
import { expect, it } from 'vitest'
import { openEncounter } from '../sign-in.ts'
import { signOut } from '../sign-out.ts'
import { expectDone, openFrame, tellOfLogout } from '../provider-sign-out.ts'

const offline = 'openid offline_access'

async function ended(scope: string, channel: 'back' | 'front') {
  const env = { OIDC_SCOPE: scope, OIDC_FRONTCHANNEL_LOGOUT: 'on' }
  const { liar, bff, signIn } = await openEncounter({}, { env })
  await signIn()
  const [about] = liar.signIns
  if (channel === 'back') await expectDone(await tellOfLogout(bff, await liar.logoutToken(about!)))
  else {
    const query = new URLSearchParams({ iss: liar.issuer, sid: about!.sid })
    await openFrame(`${bff.origin}/auth/frontchannel-logout?${query}`)
  }
  await bff.close() // waits for what is still owed to others
  return liar.seen.revocation.map(({ body }) => body.get('token_type_hint'))
}

it.each(['back', 'front'] as const)(
  'is revoked when it was issued without offline_access, %s channel [LO-16]',
  async (channel) => {
    expect(await ended('openid', channel)).toEqual(['refresh_token'])
  },
)

it.each(['back', 'front'] as const)(
  'is left alone when it was issued with offline_access, %s channel [LO-16]',
  async (channel) => {
    expect(await ended(offline, channel)).toEqual([])
  },
)

it('is revoked all the same when the person signs out here [LO-03]', async () => {
  const { liar, bff, signIn } = await openEncounter({}, { env: { OIDC_SCOPE: offline } })
  const { browser } = await signIn()
  await signOut(bff, browser)
  await bff.close()
  expect(liar.seen.revocation).toHaveLength(1)
})

it('counts what was granted, not what was asked for [LO-16]', async () => {
  const { liar, bff, signIn } = await openEncounter(
    { tokenResponse: (response) => ({ ...response, scope: 'openid' }) },
    { env: { OIDC_SCOPE: offline } },
  )
  await signIn()
  await expectDone(await tellOfLogout(bff, await liar.logoutToken({ sub: 'ada' })))
  await bff.close()
  expect(liar.seen.revocation).toHaveLength(1)
})
