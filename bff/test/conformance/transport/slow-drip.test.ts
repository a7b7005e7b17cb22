/** An octet now and then keeps a connection alive for ever; the limit is on the whole answer (TK-12). */
import { it } from 'vitest'
import { dripping } from '../liar/weather.ts'
import { expectSignedOut } from '../outcomes.ts'
import { signIn } from '../sign-in.ts'

it.each(['discovery', 'par', 'token', 'jwks', 'userinfo'] as const)(
  'gives up on a %s endpoint that drips [TK-12]',
  async (endpoint) => {
    const env = { OIDC_TIMEOUT_SECONDS: '1', OIDC_PAR: 'require' }
    const attempt = await signIn({ wire: { [endpoint]: dripping } }, { env })
    expectSignedOut(attempt, '/problem?code=provider-unreachable')
  },
  8_000,
)
