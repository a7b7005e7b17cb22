/**
 * Metadata has an age: read anew within the hour, behind everybody's back, and what cannot be had or must
 * not be believed leaves the last good copy standing for a day.
 */
import { expect, it } from 'vitest'
import { outage } from '../liar/weather.ts'
import { expectSignedIn, expectSignedOut } from '../outcomes.ts'
import { type Encounter, openEncounter } from '../sign-in.ts'

const hourMs = 3_600_000

/** The reading goes on behind the sign-in that set it off: the log or the next request shows its end. */
async function read({ liar }: Encounter, times: number): Promise<void> {
  await expect.poll(() => liar.seen.discovery.length).toBe(times)
}

it('is read again within the hour, without a restart, and followed [MD-07, MD-06]', async () => {
  const encounter = await openEncounter()
  const { liar, bff, signIn } = encounter
  expectSignedIn(await signIn())
  expect(liar.seen.par).toHaveLength(0)

  liar.lie({ requirePar: true })
  bff.clock.advance(hourMs - 1000)
  expect((await signIn()).session.status).toBe('signed-out')
  expect(liar.seen.discovery).toHaveLength(1)

  bff.clock.advance(1000)
  await signIn()
  await read(encounter, 2)
  await expect.poll(async () => (await signIn()).session.status).toBe('signed-in')
  expect(liar.seen.par.length).toBeGreaterThan(0)
  expect(liar.seen.discovery).toHaveLength(2)
})

it.each([
  ['is not to be had', { wire: { discovery: outage } }, 'provider.unreachable'],
  [
    'names another issuer',
    { discovery: (of: object) => ({ ...of, issuer: 'https://other.test' }) },
    'provider.refused',
  ],
  [
    'offers no proof of possession that we would use',
    { discovery: (of: object) => ({ ...of, code_challenge_methods_supported: ['plain'] }) },
    'provider.refused',
  ],
])(
  'that %s leaves the last good copy standing, and is told [MD-08, MD-05]',
  async (_name, lie, event) => {
    const { liar, bff, signIn } = await openEncounter()
    expectSignedIn(await signIn())
    liar.lie(lie)
    bff.clock.advance(hourMs)
    expectSignedIn(await signIn())
    await expect.poll(() => bff.logged(event as 'provider.refused').length).toBe(1)
    expectSignedIn(await signIn())
  },
)

it('is not believed for more than a day, and then again as soon as it is there [MD-08]', async () => {
  const { liar, bff, signIn } = await openEncounter()
  expectSignedIn(await signIn())
  liar.lie({ wire: { discovery: outage } })
  bff.clock.advance(24 * hourMs)
  expectSignedOut(await signIn(), '/problem?code=provider-unreachable')
  liar.lie({ wire: {} })
  expectSignedIn(await signIn())
})
