/**
 * TLS counts when the certificate is vouched for, in time, and for this host (OAuth 2.1 §1.5, ASVS
 * 12.3.2): else the login fails closed, before a single request.
 */
import { expect, it } from 'vitest'
import { type CertificateOptions, loopbackAddress, selfSigned } from '../../../dev/certificates.ts'
import { expectNotStarted, expectSignedIn } from '../outcomes.ts'
import { signIn } from '../sign-in.ts'
import { trustInTest } from '../trust.ts'

it('refuses a server whose certificate nobody vouches for [TK-06]', async () => {
  const attempt = await signIn({}, { tls: selfSigned({ address: loopbackAddress }) })
  expectNotStarted(attempt, '/problem?code=provider-unreachable')
  expect(attempt.liar.seen.discovery).toHaveLength(0)
})

it.each([
  ['has run out', { notAfter: '210101000000Z' }],
  ['is for another host', { address: [127, 0, 0, 2] }],
])('refuses a server whose certificate %s [TK-06]', async (_what, options) => {
  const attempt = await signIn({}, { tls: trustedCertificate(options) })
  expectNotStarted(attempt, '/problem?code=provider-unreachable')
  expect(attempt.liar.seen.discovery).toHaveLength(0)
})

it('signs in at a server whose certificate is good', async () => {
  expectSignedIn(await signIn({}, { tls: trustedCertificate() }))
})

/** In order but for one thing. */
function trustedCertificate(options?: CertificateOptions) {
  const tls = selfSigned({ address: loopbackAddress, ...options })
  trustInTest(tls.cert)
  return tls
}
