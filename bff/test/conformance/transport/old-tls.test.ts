/**
 * TLS before 1.2 is broken (BCP 195, RFC 8996): a server that knows nothing newer is not talked to, however
 * good its certificate. That such a server exists at all is shown by a client which has no scruples.
 */
import { connect, type ConnectionOptions, type SecureVersion } from 'node:tls'
import { describe, expect, it } from 'vitest'
import { createAuthority, loopbackAddress } from '../../../dev/certificates.ts'
import { expectNotStarted, expectSignedIn } from '../outcomes.ts'
import { openEncounter } from '../sign-in.ts'
import { trustInTest } from '../trust.ts'

const ways = ['of its own', 'that knows another authority'] as const

/** Which of our two ways out is tried: Node's own fetch, or the one that OIDC_CA asks for. */
async function openWith(version: SecureVersion, way: (typeof ways)[number]) {
  const authority = createAuthority()
  const env = way === ways[0] ? {} : { OIDC_CA: authority.cert }
  const certificate = authority.issue({ address: loopbackAddress })
  const versions = { minVersion: version, maxVersion: version, ciphers: 'DEFAULT:@SECLEVEL=0' }
  trustInTest(authority.cert)
  const encounter = await openEncounter({}, { tls: { ...certificate, ...versions }, env })
  return { ...encounter, versions: { ...versions, ca: authority.cert } }
}

describe.each(ways)('a fetch %s', (way) => {
  it.each<SecureVersion>(['TLSv1', 'TLSv1.1'])(
    'refuses a server that speaks %s [SX-17]',
    async (version) => {
      const { liar, signIn, versions } = await openWith(version, way)
      expect(await spokenAt(liar.issuer, versions)).toBe(version)
      expectNotStarted(await signIn(), '/problem?code=provider-unreachable')
      expect(liar.seen.discovery).toHaveLength(0)
    },
  )

  it.each<SecureVersion>(['TLSv1.2', 'TLSv1.3'])('signs in over %s [SX-17]', async (version) => {
    const { signIn } = await openWith(version, way)
    expectSignedIn(await signIn())
  })
})

function spokenAt(issuer: string, versions: ConnectionOptions): Promise<string | null> {
  const { hostname, port } = new URL(issuer)
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port), ...versions })
    socket.on('secureConnect', () => resolve(socket.getProtocol())).on('error', reject)
  })
}
