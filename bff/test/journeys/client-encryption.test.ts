/**
 * Tokens that only we can open (OIDC_ID_TOKEN_ENC) and userinfo that is signed (OIDC_USERINFO_ALG), with a
 * real provider: a person signs in, works for a while, and signs out here or there. What must not pass is in
 * conformance/id-token/encrypted.test.ts.
 */
import { CompactEncrypt, importJWK } from 'jose'
import { expect, it, onTestFinished } from 'vitest'
import { withPromoted } from '../../cli/key-order.ts'
import { newKey } from '../../cli/new-key.ts'
import { createBrowser } from '../browser.ts'
import { onlyIn } from '../configurations.ts'
import { whenRefreshed } from '../conformance/refresh.ts'
import { type Liar, openLiar } from '../conformance/liar.ts'
import type { Lies } from '../conformance/liar/lies.ts'
import { tellOfLogout, viewOf } from '../conformance/provider-sign-out.ts'
import { openEncounter } from '../conformance/sign-in.ts'
import { openBff } from '../open-bff.ts'
import { openHouse } from '../open-house.ts'
import { signIn } from '../sign-in.ts'

it.each(['RSA-OAEP-256', 'ECDH-ES'] as const)(
  'signs in, refreshes and signs out with ID tokens by %s and signed userinfo [ID-14, ID-19]',
  async (idTokenEncryption) => {
    const { bff, origin } = await openHouse({
      world: { traits: { idTokenEncryption, signedUserinfo: true, idTokenAlg: 'ES256' } },
      env: { OIDC_USERINFO: 'always', RESOURCE_NOTES_INDICATOR: undefined },
    })
    const browser = createBrowser()
    expect((await signIn(browser, origin, 'alice')).url).toBe(`${origin}/`)
    const view = await browser.fetch(`${origin}/auth/session`)
    expect(await view.json()).toMatchObject({ user: { email: expect.stringContaining('@') } })

    bff.clock.advance(6 * 60_000)
    await browser.fetch(`${origin}/api/notes`)
    expect(bff.logged('token.refreshed')).toHaveLength(1)

    const answer = await browser.fetch(`${origin}/auth/logout`, { method: 'POST' })
    const { location } = (await answer.json()) as { location: string }
    // The signed token inside: the provider cannot open what it has encrypted to us.
    expect(new URL(location).searchParams.get('id_token_hint')?.split('.')).toHaveLength(3)
    expect((await browser.visit(location)).text).toContain('<title>Signing out')
  },
)

const enc = newKey('ECDH-ES', Date.now())

async function openSealed(lie: Partial<Lies> = {}) {
  onlyIn('plain')
  return openEncounter(
    { idTokenEncryption: { alg: 'ECDH-ES', enc: 'A256GCM' }, ...lie },
    { env: { OIDC_ID_TOKEN_ENC: 'ECDH-ES', OIDC_CLIENT_KEYS: JSON.stringify({ keys: [enc] }) } },
  )
}

async function sealed(jwt: string, kid = enc.kid): Promise<string> {
  const { d: _, ...jwk } = enc
  return new CompactEncrypt(new TextEncoder().encode(jwt))
    .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', cty: 'JWT', kid })
    .encrypt(await importJWK(jwk, 'ECDH-ES'))
}

it('opens with the old key what a server with an old copy of our keys has encrypted [SX-07, ID-14]', async () => {
  onlyIn('plain')
  const fresh = newKey('ECDH-ES', Date.now())
  const { liar, signIn: signInThere } = await openEncounter(
    { idTokenEncryption: { alg: 'ECDH-ES', enc: 'A256GCM' } },
    {
      env: {
        OIDC_ID_TOKEN_ENC: 'ECDH-ES',
        OIDC_CLIENT_KEYS: JSON.stringify({ keys: withPromoted([enc, fresh], fresh.kid) }),
      },
    },
  )
  expect((await signInThere()).session.status).toBe('signed-in')
  const { d: _, ...published } = enc
  liar.lie({ clientJwks: { keys: [published] } })
  expect((await signInThere()).session.status).toBe('signed-in')
})

it('takes an encrypted logout token, and none in clear [LO-10, ID-14]', async () => {
  const { bff, liar, signIn: signInThere } = await openSealed()
  const attempt = await signInThere()
  const token = await liar.logoutToken(liar.signIns[0]!)

  expect((await tellOfLogout(bff, token)).status).toBe(400)
  expect((await tellOfLogout(bff, await sealed(token, 'another'))).status).toBe(400)
  expect(bff.logged('logout.provider-refused').map(({ why }) => why)).toEqual([
    'encryption',
    'encryption',
  ])
  expect(await viewOf(attempt)).toMatchObject({ status: 'signed-in' })

  expect((await tellOfLogout(bff, await sealed(token))).status).toBe(200)
  expect(await viewOf(attempt)).toEqual({ status: 'signed-out', reason: 'back-channel' })
})

it('finds whose logout token it is, among several providers, by the key [LO-10]', async () => {
  const first = await openLiar()
  onTestFinished(() => first.close())
  const { bff, liar, signInThere } = await openSecond(first)
  await signInThere()
  const answer = await tellOfLogout(bff, await sealed(await liar.logoutToken(liar.signIns[0]!)))
  expect(answer.status).toBe(200)
  expect(bff.logged('logout.provider')).toMatchObject([{ channel: 'back', sessions: 1 }])
})

/** The one that encrypts is not the first. */
async function openSecond(first: Liar) {
  onlyIn('plain')
  const liar = await openLiar({ idTokenEncryption: { alg: 'ECDH-ES', enc: 'A256GCM' } })
  onTestFinished(() => liar.close())
  const bff = await openBff({
    env: {
      OIDC_ISSUER: first.issuer,
      OIDC_CLIENT_ID: first.clientId,
      OIDC_CLIENT_SECRET: first.clientSecret,
      OIDC_PROVIDERS: 'sealed',
      OIDC_SEALED_ISSUER: liar.issuer,
      OIDC_SEALED_CLIENT_ID: liar.clientId,
      OIDC_SEALED_CLIENT_SECRET: liar.clientSecret,
      OIDC_SEALED_ID_TOKEN_ENC: 'ECDH-ES',
      OIDC_SEALED_CLIENT_KEYS: JSON.stringify({ keys: [enc] }),
    },
  })
  onTestFinished(bff.close)
  const iss = new URLSearchParams({ iss: liar.issuer })
  liar.lie({ clientJwksUri: `${bff.origin}/auth/jwks?${iss}` })
  return { bff, liar, signInThere: () => createBrowser().visit(`${bff.origin}/auth/login?${iss}`) }
}

it('refuses a refreshed ID token in clear, and goes on with nothing of that answer [ID-14]', async () => {
  const { bff, liar, signIn: signInThere } = await openSealed(whenRefreshed((claims) => claims))
  const { browser } = await signInThere()
  liar.lie({ encryptedIdToken: (_jwe, jwt) => jwt })
  bff.clock.advance(301_000)
  const before = liar.seen.userinfo.length
  expect((await browser.fetch(`${bff.origin}/api/notes`)).ok).toBe(false)
  expect(liar.seen.token).toHaveLength(2)
  expect(liar.seen.userinfo).toHaveLength(before)
})

it('opens userinfo that is encrypted around its signature [ID-19]', async () => {
  onlyIn('plain')
  const keys = JSON.stringify({ keys: [enc] })
  const agreed = { OIDC_ID_TOKEN_ENC: 'ECDH-ES', OIDC_USERINFO_ALG: 'RS256' }
  const encounter = await openEncounter(
    {
      idTokenEncryption: { alg: 'ECDH-ES', enc: 'A256GCM' },
      signsUserinfo: true,
      wire: {
        userinfo: async (answer) => ({ ...answer, body: await sealed(answer.body as string) }),
      },
    },
    { env: { ...agreed, OIDC_CLIENT_KEYS: keys } },
  )
  expect((await encounter.signIn()).session).toMatchObject({ user: { name: 'Ada Lovelace' } })
})
