/** JSON under another label is not taken for JSON: labels are how an answer says what it is meant to be. */
import { it } from 'vitest'
import { labelled } from '../liar/weather.ts'
import { expectSignedIn, expectSignedOut } from '../outcomes.ts'
import { signIn } from '../sign-in.ts'

it.each(['discovery', 'token', 'userinfo'] as const)(
  'refuses an answer of the %s endpoint labelled text/plain [TK-07, MD-04]',
  async (endpoint) => {
    const attempt = await signIn({ wire: { [endpoint]: labelled('text/plain') } })
    expectSignedOut(attempt, '/problem?code=login-failed')
  },
)

it.each(['application/json;charset=UTF-8', 'Application/JSON', 'application/json ; charset=utf-8'])(
  'accepts a token response labelled %s',
  async (contentType) => {
    expectSignedIn(await signIn({ wire: { token: labelled(contentType) } }))
  },
)

it('accepts keys labelled application/jwk-set+json', async () => {
  expectSignedIn(await signIn({ wire: { jwks: labelled('application/jwk-set+json') } }))
})
