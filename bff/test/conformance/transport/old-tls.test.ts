/**
 * TLS before 1.2 is broken (BCP 195, RFC 8996): a server that knows nothing newer is not talked to, however
 * good its certificate. That such a server exists at all is shown by a client which has no scruples.
 */
import { connect, type SecureVersion } from 'node:tls'
import { expect, it } from 'vitest'
import { createAuthority, loopbackAddress } from '../../../dev/certificates.ts'
import { expectNotStarted, expectSignedIn } from '../outcomes.ts'
import { openEncounter } from '../sign-in.ts'
import { trustInTest } from '../trust.ts'

async function openWith(version: SecureVersion) {
  const authority = createAuthority()
  const certificate = authority.issue({ address: loopbackAddress })
  const versions = { minVersion: version, maxVersion: version, ciphers: 'DEFAULT:@SECLEVEL=0' }
  trustInTest(authority.cert)
  const encounter = await openEncounter({}, { tls: { ...certificate, ...versions } })
  return { ...encounter, versions: { ...versions, ca: authority.cert } }
}

it.each<SecureVersion>(['TLSv1', 'TLSv1.1'])(
  'refuses a server that speaks %s [SX-17]',
  async (version) => {
    const { liar, signIn, versions } = await openWith(version)
    const { hostname, port } = new URL(liar.issuer)
    const spoken = await new Promise((resolve, reject) => {
      const socket = connect({ host: hostname, port: Number(port), ...versions })
      socket.on('secureConnect', () => resolve(socket.getProtocol())).on('error', reject)
    })
    expect(spoken).toBe(version)

    expectNotStarted(await signIn(), '/problem?code=provider-unreachable')
    expect(liar.seen.discovery).toHaveLength(0)
  },
)

it.each<SecureVersion>(['TLSv1.2', 'TLSv1.3'])('signs in over %s [SX-17]', async (version) => {
  const { signIn } = await openWith(version)
  expectSignedIn(await signIn())
})
