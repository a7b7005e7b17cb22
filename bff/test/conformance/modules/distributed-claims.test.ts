/**
 * `oidcc-client-test-distributed-claims`: some claims are to be fetched elsewhere, with a token of their
 * own (OIDC Core §5.6.2). An address that comes in a claim is one we never call.
 */
import { expect, it, onTestFinished } from 'vitest'
import { openLiar } from '../liar.ts'
import { expectSignedIn } from '../outcomes.ts'
import { signIn } from '../sign-in.ts'

it('signs in, and calls no address that a claim names [CM-16]', async () => {
  const stranger = await openLiar()
  onTestFinished(() => stranger.close())
  const source = { endpoint: `${stranger.issuer}/claims`, access_token: 'for-the-stranger' }
  const attempt = await signIn({
    userinfo: (claims) => ({
      ...claims,
      _claim_names: { address: 'elsewhere' },
      _claim_sources: { elsewhere: source },
    }),
  })
  expectSignedIn(attempt)
  expect(stranger.seen.other).toHaveLength(0)
})
