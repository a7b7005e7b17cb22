/** By a certificate that nobody vouches for, known by itself (RFC 8705 §2.2), and tokens bound to it (§3). */
import { expect, it } from 'vitest'
import { createAuthority, loopbackAddress, selfSigned } from '../../../dev/certificates.ts'
import { thumbprintOf } from '../liar/client-keys.ts'
import { expectNotStarted, expectSignedIn } from '../outcomes.ts'
import { callApi } from '../refresh.ts'
import { openEncounter } from '../sign-in.ts'
import { trustInTest } from '../trust.ts'

async function openWith(registered: string, shown = selfSigned({ name: 'claimcheck' })) {
  const authority = createAuthority()
  trustInTest(authority.cert)
  return openEncounter(
    {
      clientAuth: ['self_signed_tls_client_auth'],
      clientThumbprint: thumbprintOf(registered || shown.cert),
      bindsTokens: 'certificate',
    },
    {
      tls: authority.issue({ address: loopbackAddress }),
      mtls: { ca: authority.cert },
      api: {},
      env: {
        OIDC_CLIENT_AUTH: 'self_signed_tls_client_auth',
        OIDC_CLIENT_SECRET: undefined,
        OIDC_CLIENT_CERT: shown.cert,
        OIDC_CLIENT_CERT_KEY: shown.key,
        OIDC_CA: authority.cert,
        OIDC_PAR: 'require',
      },
    },
  )
}

it('signs in, and calls an API that wants to see the same certificate [SX-08]', async () => {
  const encounter = await openWith('')
  const { liar, api, signIn } = encounter
  const attempt = await signIn()
  expectSignedIn(attempt)
  expect((await callApi(encounter, attempt.browser)).status).toBe(200)
  const shown = [liar.seen.par, liar.seen.token, api!.seen].map(([one]) => one?.certificate)
  expect(new Set(shown.map((one) => one?.thumbprint)).size).toBe(1)
  expect(shown[0]?.isTrusted).toBe(false)
})

it('signs nobody in where another certificate is registered [SX-08]', async () => {
  const { signIn } = await openWith(selfSigned({ name: 'claimcheck' }).cert)
  expectNotStarted(await signIn())
})
