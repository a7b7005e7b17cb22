/** What is small on the wire may be huge when unpacked: the limit is on what we would hold (TK-12). */
import { expect, it } from 'vitest'
import { packed } from '../liar/weather.ts'
import { expectSignedOut } from '../outcomes.ts'
import { signIn } from '../sign-in.ts'

const env = { OIDC_PAR: 'require' }

it.each(['discovery', 'par', 'token', 'jwks', 'userinfo'] as const)(
  'stops unpacking what the %s endpoint sends [TK-12]',
  async (endpoint) => {
    const bomb = packed(200)
    const before = process.memoryUsage().arrayBuffers
    const attempt = await signIn({ wire: { [endpoint]: bomb } }, { env })
    expectSignedOut(attempt, '/problem?code=login-failed')
    // The bomb itself is a fifth of a megabyte; unpacked it would be two hundred.
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(32 * 1024 * 1024)
  },
)
