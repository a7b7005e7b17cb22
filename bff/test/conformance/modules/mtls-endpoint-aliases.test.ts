/**
 * `oidcc-client-test-mtls-endpoint-aliases`: certificates are asked for at another port, which the metadata
 * names for some endpoints and not for others (RFC 8705 §5).
 */
import { expect, it } from 'vitest'
import { type Certificate, createAuthority, loopbackAddress } from '../../../dev/certificates.ts'
import type { Lies } from '../liar/lies.ts'
import { expectNotStarted, expectSignedIn } from '../outcomes.ts'
import { openEncounter } from '../sign-in.ts'
import { trustInTest } from '../trust.ts'

/** Server and client under one authority, and a client that proves itself by its certificate. */
async function openMutual(lie: Partial<Lies> = {}, shown?: Certificate) {
  const authority = createAuthority()
  trustInTest(authority.cert)
  const { cert, key } = shown ?? authority.issue({ name: 'claimcheck' })
  return openEncounter(
    { clientAuth: ['tls_client_auth'], clientSubject: 'CN=claimcheck', ...lie },
    {
      tls: authority.issue({ address: loopbackAddress }),
      mtls: { ca: authority.cert },
      env: {
        OIDC_CLIENT_AUTH: 'tls_client_auth',
        OIDC_CLIENT_SECRET: undefined,
        OIDC_CLIENT_CERT: cert,
        OIDC_CLIENT_CERT_KEY: key,
        OIDC_CA: authority.cert,
        OIDC_PAR: 'require',
      },
    },
  )
}

it('goes to the aliases, and proves itself there by its certificate [CM-16, SX-08]', async () => {
  const { liar, signIn } = await openMutual()
  expectSignedIn(await signIn())
  const { par, token } = liar.seen
  expect(par[0]?.url.href).toBe(liar.aliases.par)
  expect(token[0]?.url.href).toBe(liar.aliases.token)
  expect(token[0]?.body.get('client_id')).toBe(liar.clientId)
  expect(token[0]?.certificate?.subject).toBe('CN=claimcheck')
})

it('takes the usual endpoint where there is no alias [CM-16, SX-08]', async () => {
  const { liar, signIn } = await openMutual({ aliased: ['par', 'token'] })
  expectSignedIn(await signIn())
  expect(liar.seen.userinfo[0]?.url.href).toBe(liar.endpoints.userinfo)
})

it('signs nobody in with a certificate of somebody else [CM-16, SX-08]', async () => {
  const { signIn } = await openMutual({}, createAuthority().issue({ name: 'claimcheck' }))
  expectNotStarted(await signIn())
})
