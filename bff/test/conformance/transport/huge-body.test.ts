/** An answer is read up to a limit and no further, whatever it claims to be (TK-12). */
import { it } from 'vitest'
import { endless, swollen } from '../liar/weather.ts'
import { expectSignedOut } from '../outcomes.ts'
import { signIn } from '../sign-in.ts'

const env = { OIDC_PAR: 'require' }

it.each(['discovery', 'par', 'token', 'jwks', 'userinfo'] as const)(
  'refuses ten megabytes from the %s endpoint [TK-12]',
  async (endpoint) => {
    const attempt = await signIn({ wire: { [endpoint]: swollen(10) } }, { env })
    expectSignedOut(attempt, '/problem?code=login-failed')
  },
)

it.each(['discovery', 'par', 'token', 'jwks', 'userinfo'] as const)(
  'stops reading an endless answer of the %s endpoint [TK-12]',
  async (endpoint) => {
    const attempt = await signIn({ wire: { [endpoint]: endless } }, { env })
    expectSignedOut(attempt, '/problem?code=login-failed')
  },
  8_000,
)
