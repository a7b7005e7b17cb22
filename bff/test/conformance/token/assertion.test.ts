/**
 * Client assertions (RFC 7523 §3, as RFC 10070 changed it): for the issuer alone, each once, wherever we
 * have to prove ourselves. The liar checks all of it, so that a sign-in that succeeds says so too.
 */
import { decodeJwt, decodeProtectedHeader } from 'jose'
import { expect, it } from 'vitest'
import { createClientKey } from '../fapi.ts'
import type { ClientAuth, Lies } from '../liar/lies.ts'
import { expectNotStarted, expectSignedIn } from '../outcomes.ts'
import { openEncounter } from '../sign-in.ts'
import { signOut } from '../sign-out.ts'

async function openWith(
  method: ClientAuth,
  lie: Partial<Lies> = {},
  env: Record<string, string> = {},
) {
  const keys = JSON.stringify({ keys: [await createClientKey()] })
  return openEncounter(
    { clientAuth: [method], ...lie },
    {
      env: { OIDC_CLIENT_AUTH: method, OIDC_CLIENT_KEYS: keys, OIDC_PAR: 'require', ...env },
    },
  )
}

it.each(['private_key_jwt', 'client_secret_jwt'] as const)(
  'proves itself by %s at PAR, token and revocation, anew each time [SX-02, SX-03, SX-04, TK-02]',
  async (method) => {
    const { liar, bff, signIn } = await openWith(method)
    const attempt = await signIn()
    expectSignedIn(attempt)
    await signOut(bff, attempt.browser)
    const { par, token, revocation } = liar.seen
    await expect.poll(() => revocation).toHaveLength(1)

    const asked = [...par, ...token, ...revocation]
    const assertions = asked.map(({ body }) => body.get('client_assertion') ?? '')
    const claims = assertions.map((assertion) => decodeJwt(assertion))
    expect(claims.map(({ aud }) => aud)).toEqual(asked.map(() => liar.issuer))
    expect(new Set(claims.map(({ jti }) => jti)).size).toBe(3)
    expect(assertions.map((one) => decodeProtectedHeader(one).typ)).toEqual(
      asked.map(() => 'client-authentication+jwt'),
    )
    expect(
      asked.some(({ body, headers }) => body.has('client_secret') || headers.authorization),
    ).toBe(false)
  },
)

it.each([-60, 60])('is believed by a server whose clock is %i s off [SX-04]', async (seconds) => {
  const clock = { now: () => Date.now() + seconds * 1000 }
  const { signIn } = await openWith(
    'private_key_jwt',
    { clock },
    { OIDC_CLOCK_TOLERANCE_SECONDS: '60' },
  )
  expectSignedIn(await signIn())
})

it('names the token endpoint, and nothing else, for a server of the older rules [SX-02, SX-03]', async () => {
  const { liar, signIn } = await openWith(
    'private_key_jwt',
    { assertionAudience: 'token-endpoint' },
    { OIDC_CLIENT_ASSERTION: 'token-endpoint' },
  )
  expectSignedIn(await signIn())
  const assertion = liar.seen.par[0]?.body.get('client_assertion') ?? ''
  expect(decodeJwt(assertion).aud).toBe(liar.endpoints.token)
  expect(decodeProtectedHeader(assertion).typ).toBe('JWT')
})

it('is refused by a server that knows another key [SX-04]', async () => {
  const { publicOnly } = await strangers()
  const { signIn } = await openWith('private_key_jwt', { clientJwks: { keys: [publicOnly] } })
  expectNotStarted(await signIn())
})

async function strangers() {
  const { d: _, ...publicOnly } = await createClientKey()
  return { publicOnly }
}
