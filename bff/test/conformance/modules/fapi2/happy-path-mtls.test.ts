/**
 * `fapi2-security-profile-final-client-test-happy-path`: in the variant with certificates, where
 * the client proves itself by one and every token is bound to it (RFC 8705).
 */
import { expect, it } from 'vitest'
import { createAuthority, loopbackAddress } from '../../../../dev/certificates.ts'
import { openFapi } from '../../fapi.ts'
import { expectRequest } from '../../fapi-checks.ts'
import { expectSignedIn } from '../../outcomes.ts'
import { callApi, pastExpiryMs } from '../../refresh.ts'
import { trustInTest } from '../../trust.ts'

async function openBound() {
  const authority = createAuthority()
  trustInTest(authority.cert)
  const { cert, key } = authority.issue({ name: 'claimcheck' })
  const certificates = {
    OIDC_CLIENT_AUTH: 'tls_client_auth',
    OIDC_CLIENT_CERT: cert,
    OIDC_CLIENT_CERT_KEY: key,
    OIDC_CA: authority.cert,
    OIDC_DPOP: 'off',
  }
  return openFapi(
    {
      clientAuth: ['tls_client_auth'],
      clientSubject: 'CN=claimcheck',
      bindsTokens: 'certificate',
      nonces: 'none',
    },
    {
      tls: authority.issue({ address: loopbackAddress }),
      mtls: { ca: authority.cert },
      env: certificates,
    },
  )
}

it('shows one certificate at PAR, token, userinfo, refresh and API [CM-27, AR-19, AR-20, SX-08]', async () => {
  const encounter = await openBound()
  const attempt = await encounter.signIn()
  expectSignedIn(attempt)
  expect((await callApi(encounter, attempt.browser)).status).toBe(200)
  encounter.bff.clock.advance(pastExpiryMs)
  expect((await callApi(encounter, attempt.browser)).status).toBe(200)
  expectRequest(encounter)

  const { par, token, userinfo } = encounter.liar.seen
  expect(token.map(({ body }) => body.get('grant_type'))).toContain('refresh_token')
  const asked = [...par, ...token, ...userinfo, ...encounter.api.seen]
  const thumbprints = asked.map(({ certificate }) => certificate?.thumbprint)
  expect(new Set(thumbprints).size).toBe(1)
  expect(thumbprints[0]).toBeDefined()
  expect(par[0]?.body.get('client_id')).toBe(encounter.liar.clientId)
})
