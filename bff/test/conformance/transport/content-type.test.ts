/**
 * Labels. What is no JSON is refused under any label (html-body, broken-json); what is JSON is read under
 * most, because openid-client looks at the label only when the text does not parse. Harmless: nothing of
 * it is ever shown, and everything in it is judged. A JWT is the exception: it has to be one.
 */
import { it } from 'vitest'
import { labelled } from '../liar/weather.ts'
import { expectSignedIn, expectSignedOut } from '../outcomes.ts'
import { signIn } from '../sign-in.ts'

it.each(['application/json;charset=UTF-8', 'Application/JSON', 'text/plain'])(
  'accepts a token response labelled %s',
  async (contentType) => {
    expectSignedIn(await signIn({ wire: { token: labelled(contentType) } }))
  },
)

it('accepts keys labelled application/jwk-set+json', async () => {
  expectSignedIn(await signIn({ wire: { jwks: labelled('application/jwk-set+json') } }))
})

it('refuses plain claims labelled as a signed userinfo response', async () => {
  const attempt = await signIn({ wire: { userinfo: labelled('application/jwt') } })
  expectSignedOut(attempt, '/problem?code=login-failed')
})
