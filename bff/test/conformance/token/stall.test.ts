/** An endpoint that never answers costs a person one timeout, and other people nothing. */
import { expect, it } from 'vitest'
import { silence } from '../liar/weather.ts'
import { expectSignedIn, expectSignedOut } from '../outcomes.ts'
import { openEncounter } from '../sign-in.ts'

const env = { OIDC_TIMEOUT_SECONDS: '1' }
const boundMs = 8_000

it.each(['discovery', 'par', 'token', 'jwks', 'userinfo'] as const)(
  'gives up when the %s endpoint stalls, and signs in when it wakes [TK-11, TK-12]',
  async (endpoint) => {
    const { liar, signIn } = await openEncounter(
      { wire: { [endpoint]: silence } },
      { env: { ...env, OIDC_PAR: endpoint === 'par' ? 'require' : 'auto' } },
    )
    expectSignedOut(await signIn(), '/problem?code=provider-unreachable')
    expect(liar.seen[endpoint]).toHaveLength(1)

    liar.lie({ wire: {} })
    expectSignedIn(await signIn())
  },
  boundMs,
)

it('goes on answering others while a login waits [TK-12]', async () => {
  const { bff, liar, signIn } = await openEncounter({}, { env })
  liar.lie({ wire: { token: silence } })
  const waiting = signIn()
  await expect.poll(() => liar.seen.token.length).toBe(1)

  const headers = { 'x-csrf': '1' }
  expect((await fetch(`${bff.origin}/auth/session`, { headers })).status).toBe(200)
  expect(liar.seen.token).toHaveLength(1)
  expectSignedOut(await waiting, '/problem?code=provider-unreachable')
})
