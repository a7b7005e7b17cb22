/**
 * `oidcc-client-test-rp-init-logout-no-state`: the return carries no state although we sent one.
 */
import { expect, it } from 'vitest'
import { landingOf, openEncounter } from '../sign-in.ts'
import { signOut } from '../sign-out.ts'

it('treats a return from logout without state as invalid [CM-21, LO-07]', async () => {
  const { bff, signIn } = await openEncounter({ endSessionReturn: () => new URLSearchParams() })
  const { browser } = await signIn()
  const { response, session } = await signOut(bff, browser)
  expect(landingOf(response.url)).toBe('/problem?code=request-malformed')
  expect(session).toMatchObject({ status: 'signed-out' })
})
