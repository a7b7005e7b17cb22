/**
 * `oidcc-client-test-form-post-error`: asked with `prompt=none` and `max_age=0`, the server posts an error,
 * since nobody may be asked and somebody would have to be.
 */
import { it } from 'vitest'
import { failingWith } from '../../liar/forgeries.ts'
import { expectCodeUnused } from '../../outcomes.ts'
import { openEncounter } from '../../sign-in.ts'

const env = { OIDC_RESPONSE_MODE: 'form_post' }

it('shows an error page, and uses nothing of the response [CM-15, CB-06, CB-11]', async () => {
  const lie = { authorizationResponse: failingWith('login_required') }
  const { signIn } = await openEncounter(lie, { env })
  expectCodeUnused(await signIn('?prompt=none&max_age=0'), '/signed-out?reason=login-refused')
})

it('takes no error that another server posts [CM-15, CB-04, CB-06]', async () => {
  const lie = {
    authorizationResponse: failingWith('login_required', { iss: 'https://evil.example' }),
  }
  const { signIn } = await openEncounter(lie, { env })
  expectCodeUnused(await signIn())
})
