/** A recorded logout token signs nobody out a second time (Back-Channel Logout §2.6-8). */
import { expect, it } from 'vitest'
import { expectDone, expectRefused, tellOfLogout, viewOf } from '../provider-sign-out.ts'
import { openEncounter } from '../sign-in.ts'

it('has no effect on a session that was opened in between [LO-13]', async () => {
  const { liar, bff, signIn } = await openEncounter()
  await signIn()
  const token = await liar.logoutToken({ sub: 'ada' })
  await expectDone(await tellOfLogout(bff, token))
  const second = await signIn()
  await expectRefused(await tellOfLogout(bff, token), second, 'replay')
})

it('does so until the token has expired by our clock and its tolerance [LO-13]', async () => {
  const { liar, bff, signIn } = await openEncounter()
  const token = await liar.logoutToken({ sub: 'ada' })
  await expectDone(await tellOfLogout(bff, token))
  const attempt = await signIn()
  for (const [aheadMs, why] of [
    // Five seconds from it on either side: the clock runs on meanwhile, and tokens count whole seconds.
    [145_000, 'replay'],
    [10_000, 'exp'],
  ] as const) {
    bff.clock.advance(aheadMs)
    bff.log.length = 0
    await expectRefused(await tellOfLogout(bff, token), attempt, why)
  }
})

it('takes another token with the same words', async () => {
  const { liar, bff } = await openEncounter()
  await expectDone(await tellOfLogout(bff, await liar.logoutToken({ sub: 'ada' })))
  await expectDone(await tellOfLogout(bff, await liar.logoutToken({ sub: 'ada' })))
})

it('takes a token that comes twice at once only once [LO-13]', async () => {
  const { liar, bff } = await openEncounter()
  const token = await liar.logoutToken({ sub: 'ada' })
  const answers = await Promise.all([1, 2, 3].map(() => tellOfLogout(bff, token)))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  expect(answers.filter(({ status }) => status === 400)).toHaveLength(2)
})

it('does not spend a token that was refused [LO-13]', async () => {
  const { liar, bff, signIn } = await openEncounter()
  const attempt = await signIn()
  const token = await liar.logoutToken({ sub: 'ada' })
  const [header, payload] = token.split('.')
  await expectRefused(await tellOfLogout(bff, `${header}.${payload}.AAAA`), attempt, 'signature')
  await expectDone(await tellOfLogout(bff, token))
  expect(await viewOf(attempt)).toMatchObject({ status: 'signed-out' })
})
