/** The line goes dead in the middle of an answer: half of one is none, and nobody's fault but the network's. */
import { it } from 'vitest'
import { cutOff } from '../liar/weather.ts'
import { expectSignedOut } from '../outcomes.ts'
import { signIn } from '../sign-in.ts'

const env = { OIDC_PAR: 'require' }

it.each(['discovery', 'par', 'token', 'jwks', 'userinfo'] as const)(
  'signs nobody in when the answer of the %s endpoint breaks off [TK-07, TK-10]',
  async (endpoint) => {
    const attempt = await signIn({ wire: { [endpoint]: cutOff } }, { env })
    expectSignedOut(attempt, '/problem?code=provider-unreachable')
  },
)
