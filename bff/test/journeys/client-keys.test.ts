/**
 * The keys that we prove ourselves by, published at `/auth/jwks` and rolled as `pnpm keys` says: published,
 * used, retired, with a wait in between for the authorization server's copy. Nobody notices.
 */
import { expect, it, onTestFinished } from 'vitest'
import { firstOf, withAdded, withPromoted, withoutRetired } from '../../cli/key-order.ts'
import { type PrivateJwk, newKey } from '../../cli/new-key.ts'
import { type Certificate, selfSigned } from '../../dev/certificates.ts'
import { freePort } from '../../dev/loopback-server.ts'
import { type WorldOptions, openWorld } from '../../dev/world.ts'
import { createMemoryStorage } from '../../src/storage/memory.ts'
import { type Browser, createBrowser } from '../browser.ts'
import { onlyIn } from '../configurations.ts'
import { createMovableClock, openBff } from '../open-bff.ts'
import { signIn } from '../sign-in.ts'
import { trust } from '../wire.ts'

/** A provider that reads our keys where we publish them, and a BFF that is restarted with other ones. */
async function openOffice(how: WorldOptions = { configuration: 'par-private-key' }) {
  onlyIn('plain')
  const appOrigin = `http://localhost:${await freePort(0)}`
  const world = await openWorld({
    ...how,
    appOrigin,
    client: { jwksUri: `${appOrigin}/auth/jwks` },
  })
  onTestFinished(() => world.close())
  const { OIDC_CA: authority } = world.env
  if (authority !== undefined) onTestFinished(trust(authority))
  const clock = createMovableClock()
  const storage = createMemoryStorage(clock)
  let running: Awaited<ReturnType<typeof openBff>> | undefined

  async function startAs(us: Record<string, string>) {
    await running?.close()
    running = await openBff({ clock, storage, env: { ...world.env, ...us } })
    onTestFinished(running.close)
  }
  const startWith = (keys: readonly PrivateJwk[]) =>
    startAs({ OIDC_CLIENT_KEYS: JSON.stringify({ keys }) })

  /** The provider looks for our keys again, as it does once in a while. */
  const wait = () => world.authorizationServer.ageClientKeys()

  /** The person who is signed in already: their token has run out. */
  async function refresh(browser: Browser): Promise<number> {
    clock.advance(6 * 60_000)
    return (await browser.fetch(`${appOrigin}/api/notes`)).status
  }

  const signInAs = async (person: string, browser = createBrowser()) =>
    (await signIn(browser, appOrigin, person)).url

  return { appOrigin, startAs, startWith, wait, refresh, signInAs }
}

const key = (alg = 'ES256') => newKey(alg, Date.now())

it('rolls its signing key, and nobody notices at any step [SX-07]', async () => {
  const { appOrigin, startWith, wait, refresh, signInAs } = await openOffice()
  const alice = createBrowser()
  const expectBusinessAsUsual = async () => {
    expect(await signInAs('bob')).toBe(`${appOrigin}/`)
    expect(await refresh(alice)).toBe(200)
  }
  const [old, fresh] = [key(), key('PS256')]
  await startWith([old])
  expect(await signInAs('alice', alice)).toBe(`${appOrigin}/`)

  const added = withAdded([old], fresh)
  await startWith(added)
  await expectBusinessAsUsual()
  await wait()
  await expectBusinessAsUsual()

  const promoted = withPromoted(added, fresh.kid)
  await startWith(promoted)
  await expectBusinessAsUsual()

  const retired = withoutRetired(promoted, old.kid)
  await startWith(retired)
  await expectBusinessAsUsual()
  await wait()
  await expectBusinessAsUsual()
  expect(firstOf(retired, 'sig')).toBe(fresh)
})

it('cannot do without the wait: a key is used that the provider has not seen yet', async () => {
  const { appOrigin, startWith, wait, signInAs } = await openOffice()
  const [old, fresh] = [key(), key()]
  await startWith([old])
  expect(await signInAs('alice')).toBe(`${appOrigin}/`)
  await startWith([fresh, old])
  expect(await signInAs('bob')).toContain('/problem?code=login-failed')
  await wait()
  expect(await signInAs('bob')).toBe(`${appOrigin}/`)
})

async function published(origin: string, query = '') {
  const answer = await fetch(`${origin}/auth/jwks${query}`)
  const text = await answer.text()
  const keys = answer.ok ? (JSON.parse(text) as { keys: Record<string, string>[] }).keys : []
  return { answer, keys }
}

const settings = (keys: readonly PrivateJwk[]) => ({
  OIDC_ISSUER: 'http://127.0.0.1:9',
  OIDC_CLIENT_ID: 'claimcheck',
  OIDC_CLIENT_AUTH: 'private_key_jwt',
  OIDC_CLIENT_KEYS: JSON.stringify({ keys }),
})

async function openAlone(env: Record<string, string>) {
  onlyIn('plain')
  const bff = await openBff({ env })
  onTestFinished(bff.close)
  return bff
}

it('publishes public parts and nothing else, to whoever asks [SX-07]', async () => {
  const keys = [key('ES256'), key('PS256'), key('EdDSA'), key('RSA-OAEP-256')]
  const { origin } = await openAlone(settings(keys))
  const { answer, keys: shown } = await published(origin)

  expect(answer.headers.get('content-type')).toContain('application/jwk-set+json')
  expect(answer.headers.get('cache-control')).toBe('public, max-age=300')
  expect(answer.headers.get('set-cookie')).toBeNull()
  expect(shown.map(({ kid, alg, use }) => ({ kid, alg, use }))).toEqual(
    keys.map(({ kid, alg, use }) => ({ kid, alg, use })),
  )
  const publicMembers = new Set(['kid', 'alg', 'use', 'kty', 'n', 'e', 'crv', 'x', 'y'])
  expect(
    shown.flatMap((one) => Object.keys(one)).filter((name) => !publicMembers.has(name)),
  ).toEqual([])
})

it('publishes every key that signs, and of those that decrypt the one in use [SX-07]', async () => {
  const [sig, enc, nextSig, nextEnc] = [key(), key('ECDH-ES'), key(), key('ECDH-ES')]
  const { origin } = await openAlone(settings([sig, enc, nextSig, nextEnc]))
  const { keys } = await published(origin)
  expect(keys.map(({ kid }) => kid)).toEqual([sig.kid, enc.kid, nextSig.kid])
})

it('rolls a self-signed certificate in the same way [SX-07, SX-08]', async () => {
  const { appOrigin, startAs, wait, refresh, signInAs } = await openOffice({
    traits: { tls: true, clientAuth: 'self_signed_tls_client_auth' },
  })
  const [old, fresh] = [selfSigned({ name: 'claimcheck' }), selfSigned({ name: 'claimcheck' })]
  const show = ({ cert, key }: Certificate, next = '') =>
    startAs({ OIDC_CLIENT_CERT: cert + next, OIDC_CLIENT_CERT_KEY: key })
  const alice = createBrowser()

  await show(old)
  expect(await signInAs('alice', alice)).toBe(`${appOrigin}/`)
  await show(old, fresh.cert)
  expect(await refresh(alice)).toBe(200)
  await wait()
  expect(await refresh(alice)).toBe(200)
  await show(fresh, old.cert)
  expect(await refresh(alice)).toBe(200)
  await show(fresh)
  await wait()
  expect(await refresh(alice)).toBe(200)
  expect(await signInAs('bob')).toBe(`${appOrigin}/`)
})

it('shows each provider its own keys', async () => {
  const [ours, theirs] = [key(), key()]
  const { origin } = await openAlone({
    ...settings([ours]),
    OIDC_PROVIDERS: 'acme',
    OIDC_ACME_ISSUER: 'http://127.0.0.1:10',
    OIDC_ACME_CLIENT_ID: 'claimcheck',
    OIDC_ACME_CLIENT_AUTH: 'private_key_jwt',
    OIDC_ACME_CLIENT_KEYS: JSON.stringify({ keys: [theirs] }),
  })
  const kids = async (query?: string) => (await published(origin, query)).keys.map(({ kid }) => kid)
  expect(await kids()).toEqual([ours.kid])
  expect(await kids('?iss=http://127.0.0.1:10')).toEqual([theirs.kid])
  expect((await published(origin, '?iss=https://evil.example')).answer.status).toBe(404)
})

it('publishes nothing where it has no keys', async () => {
  const { origin } = await openAlone({
    OIDC_ISSUER: 'http://127.0.0.1:9',
    OIDC_CLIENT_ID: 'claimcheck',
    OIDC_CLIENT_SECRET: 'hunter2-hunter2',
  })
  expect((await published(origin)).answer.status).toBe(404)
})
