/**
 * What the configurations do not pair: each way to prove who we are, to bind tokens, to answer and to hide,
 * together with others, at a real authorization server that accepts nothing less. Where certificates count,
 * only its second address asks for them (RFC 8705 §5), so whoever keeps to the first one is refused.
 */
import { expect, it } from 'vitest'
import type { Traits } from '../../dev/authorization-server/registration.ts'
import type { ConfigurationName } from '../../dev/configurations.ts'
import { createBrowser } from '../browser.ts'
import { openHouse } from '../open-house.ts'
import { recordingFetch } from '../recording-fetch.ts'
import { signIn, signOut } from '../sign-in.ts'

const minuteMs = 60_000

it.each<[what: string, ConfigurationName, Partial<Traits>]>([
  [
    'a secret that only signs, and the way back by form post',
    'par-private-key',
    { clientAuth: 'client_secret_jwt', responseMode: 'form_post' },
  ],
  [
    'DPoP, rotation and ID tokens that are hidden',
    'par-private-key',
    { binding: 'dpop', idTokenEncryption: 'ECDH-ES' },
  ],
  [
    'FAPI 2.0 with signed requests and responses, and opaque tokens',
    'fapi2-dpop',
    { accessTokens: 'opaque', responseMode: 'query.jwt', signedRequests: true },
  ],
  [
    'FAPI 2.0 with all that can be signed or hidden on the way back',
    'fapi2-dpop',
    { responseMode: 'form_post.jwt', idTokenEncryption: 'RSA-OAEP-256', signedUserinfo: true },
  ],
])('works all the way with %s', (_what, configuration, traits) =>
  goAllTheWay(configuration, traits),
)

it.each<[what: string, Partial<Traits>]>([
  ['signed itself', { clientAuth: 'self_signed_tls_client_auth', accessTokens: 'opaque' }],
  ['binds, while a key proves', { clientAuth: 'private_key_jwt', signedRequests: true }],
  ['proves and binds', {}],
])('works all the way with a certificate that %s [SX-08]', (_what, traits) =>
  goAllTheWay('fapi2-mtls', traits),
)

async function goAllTheWay(configuration: ConfigurationName, traits: Partial<Traits>) {
  const backChannel = recordingFetch()
  const { bff, origin } = await openHouse({
    world: { configuration, traits },
    fetch: backChannel.fetch,
  })
  const browser = createBrowser()
  const notes = async () => (await browser.fetch(`${origin}/api/notes`)).status
  const landed = await signIn(browser, origin, 'alice', { returnTo: '/notes' })
  expect(landed.url).toBe(`${origin}/notes`)
  expect(await notes()).toBe(200)

  bff.clock.advance(6 * minuteMs)
  expect(await notes()).toBe(200)
  const grants = backChannel.to('/token').filter(({ status }) => status === 200)
  expect(grants.map(({ form }) => form.get('grant_type'))).toEqual([
    'authorization_code',
    'refresh_token',
  ])

  const left = await signOut(browser, origin)
  expect(left.url).toBe(`${origin}/signed-out`)
  expect(await notes()).toBe(401)
  await expect.poll(() => backChannel.to('/revocation').map(({ status }) => status)).toContain(200)
}
