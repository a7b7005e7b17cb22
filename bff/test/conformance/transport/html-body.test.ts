/** A captive portal answers 200 with a page: that is no metadata, no token, no key and no person. */
import { it } from 'vitest'
import { html } from '../liar/weather.ts'
import { expectSignedOut } from '../outcomes.ts'
import { signIn } from '../sign-in.ts'

const env = { OIDC_PAR: 'require' }

it.each(['discovery', 'par', 'token', 'jwks', 'userinfo'] as const)(
  'signs nobody in when the %s endpoint answers with a page [TK-07, MD-04]',
  async (endpoint) => {
    expectSignedOut(
      await signIn({ wire: { [endpoint]: html } }, { env }),
      '/problem?code=login-failed',
    )
  },
)
