/** Signature, algorithm and keys as with ID tokens, and the issuer before any of them (§2.6-2, -3). */
import { createPublicKey } from 'node:crypto'
import { expect, it, onTestFinished } from 'vitest'
import { unsigned, withBrokenSignature } from '../liar/forgeries.ts'
import { createSigningKey, type SigningKey } from '../liar/keys.ts'
import { outage } from '../liar/weather.ts'
import { openLiar } from '../liar.ts'
import { expectDone, expectRefused, signInAndTell, tellOfLogout } from '../provider-sign-out.ts'
import { openEncounter } from '../sign-in.ts'

it.each(['none', 'None', 'NONE', ''])('refuses an unsigned token, "%s" [LO-10]', async (alg) => {
  const logoutToken = (jwt: string) => unsigned(jwt, alg, 'logout+jwt')
  const { answer, ...attempt } = await signInAndTell({ logoutToken })
  await expectRefused(answer, attempt, 'alg')
})

it('refuses a broken signature [LO-10]', async () => {
  const { answer, ...attempt } = await signInAndTell({ logoutToken: withBrokenSignature })
  await expectRefused(answer, attempt, 'signature')
})

it('refuses an algorithm that was not agreed, although the key is published [LO-10]', async () => {
  const key = await createSigningKey('ES256')
  const { answer, ...attempt } = await signInAndTell({
    signLogoutWith: () => key,
    jwks: ({ keys }) => ({ keys: [...keys, key.publicJwk] }),
  })
  await expectRefused(answer, attempt, 'alg')
})

it('refuses a MAC whose secret is the public key [LO-10]', async () => {
  const { answer, ...attempt } = await signInAndTell({
    signLogoutWith: (keys) => macWithPublicKey(keys.current()),
  })
  await expectRefused(answer, attempt, 'alg')
})

it('refuses that MAC under the name of the agreed algorithm [LO-10]', async () => {
  const { answer, ...attempt } = await signInAndTell({
    signLogoutWith: (keys) => macWithPublicKey(keys.current()),
    logoutToken: (jwt) => renamed(jwt, 'RS256'),
  })
  await expectRefused(answer, attempt, 'signature')
})

it.each(['ES256', 'PS256', 'EdDSA'])('accepts %s where it is agreed [LO-10]', async (alg) => {
  const { answer } = await signInAndTell({ idTokenAlg: alg }, { env: { OIDC_ID_TOKEN_ALG: alg } })
  await expectDone(answer)
})

const macKey = (secret: string): SigningKey => ({
  alg: 'HS256',
  kid: undefined,
  privateKey: new TextEncoder().encode(secret),
  publicJwk: { kty: 'oct' },
})

it.each([
  ['accepts a MAC with the client secret', 'a-client-secret-that-only-tests-know', 200],
  ['refuses a MAC with another secret', 'a-secret-that-somebody-else-has-thought-of', 400],
])('%s, where it is agreed [LO-10]', async (_what, secret, status) => {
  const honest = macKey('a-client-secret-that-only-tests-know')
  const { answer, liar } = await signInAndTell(
    { signWith: () => honest, signLogoutWith: () => macKey(secret), discovery: announcingMac },
    { env: { OIDC_ID_TOKEN_ALG: 'HS256' } },
  )
  expect(answer.status).toBe(status)
  expect(liar.seen.jwks).toHaveLength(0)
})

const announcingMac = (document: object) => ({
  ...document,
  id_token_signing_alg_values_supported: ['HS256'],
})

it('refuses an unknown key, and looks for it once in ten seconds [LO-10]', async () => {
  const { liar, bff, signIn } = await openEncounter()
  const attempt = await signIn()
  const stranger = await createSigningKey('RS256')
  const send = async () => tellOfLogout(bff, await liar.logoutToken({ sub: 'ada' }))
  await expectDone(await tellOfLogout(bff, await liar.logoutToken({ sub: 'nobody' })))
  liar.lie({ signLogoutWith: () => stranger })
  bff.clock.advance(10_000)

  const before = liar.seen.jwks.length
  await expectRefused(await send(), attempt, 'signature')
  for (let count = 0; count < 5; count += 1) expect((await send()).status).toBe(400)
  expect(liar.seen.jwks).toHaveLength(before + 1)
  bff.clock.advance(10_000)
  expect((await send()).status).toBe(400)
  expect(liar.seen.jwks).toHaveLength(before + 2)
})

it('finds the new key when keys were changed [LO-10]', async () => {
  const { liar, bff } = await openEncounter()
  const send = async () => tellOfLogout(bff, await liar.logoutToken({ sub: 'ada' }))
  await expectDone(await send())
  await liar.rotateKeys()
  bff.clock.advance(10_000)
  await expectDone(await send())
})

it('believes a withdrawn key for ten minutes at most [LO-10]', async () => {
  const { liar, bff } = await openEncounter()
  const send = async () => tellOfLogout(bff, await liar.logoutToken({ sub: 'ada' }))
  await expectDone(await send())
  liar.lie({ jwks: () => ({ keys: [] }) })
  bff.clock.advance(10 * 60_000)
  expect((await send()).status).toBe(400)
})

it.each(['jwk', 'jku', 'x5u', 'x5c'])(
  'takes no key from the header, by %s, and goes nowhere for it [LO-10]',
  async (name) => {
    const own = await createSigningKey('RS256')
    const stranger = await openLiar()
    onTestFinished(() => stranger.close())
    const value = { jwk: own.publicJwk, x5c: ['MII='] }[name] ?? `${stranger.issuer}/keys`
    const { answer, ...attempt } = await signInAndTell({
      signLogoutWith: () => own,
      logoutTokenHeader: (header) => ({ ...header, [name]: value }),
    })
    await expectRefused(answer, attempt, 'signature')
    expect(stranger.seen.other).toHaveLength(0)
  },
)

it('asks nobody for keys when the issuer is foreign, not even at that issuer [LO-10]', async () => {
  const stranger = await openLiar()
  onTestFinished(() => stranger.close())
  const { liar, bff, signIn } = await openEncounter()
  const attempt = await signIn()
  const before = liar.seen.jwks.length
  await expectRefused(
    await tellOfLogout(bff, await stranger.logoutToken(liar.signIns[0]!)),
    attempt,
    'iss',
  )
  expect(liar.seen.jwks).toHaveLength(before)
  expect(Object.values(stranger.seen).flat()).toEqual([])
})

it('refuses when the keys cannot be had, and again works when they can [LO-15]', async () => {
  const { liar, bff, signIn } = await openEncounter()
  const attempt = await signIn()
  const token = await liar.logoutToken(liar.signIns[0]!)
  liar.lie({ wire: { jwks: outage } })
  await expectRefused(await tellOfLogout(bff, token), attempt, 'keys')
  liar.lie({ wire: {} })
  bff.clock.advance(1_000)
  await expectDone(await tellOfLogout(bff, token))
})

function macWithPublicKey(key: SigningKey): SigningKey {
  const { kty = '', n = '', e = '' } = key.publicJwk
  const publicKey = createPublicKey({ format: 'jwk', key: { kty, n, e } })
  const pem = publicKey.export({ format: 'pem', type: 'spki' })
  return { ...key, alg: 'HS256', privateKey: new TextEncoder().encode(pem) }
}

function renamed(jwt: string, alg: string): string {
  const [header = '', payload, signature] = jwt.split('.')
  const changed = { ...JSON.parse(Buffer.from(header, 'base64url').toString()), alg }
  return `${Buffer.from(JSON.stringify(changed)).toString('base64url')}.${payload}.${signature}`
}
