/**
 * Forged host (OWASP CSRF "target origin", ASVS 4.1.3): the request names another host or scheme as ours, and a
 * redirect URI, an origin check or a cookie believes it. Our origin is configured, and nothing else counts.
 */
import { beforeAll, describe, expect, it } from 'vitest'
import { exchange } from '../wire.ts'
import { openScene, type Scene, cookieHeaderOf, setScene, signedIn } from './scene.ts'

const evil = 'evil.example'
const forgeries = [
  ['Host', { host: evil }],
  ['X-Forwarded-Host', { 'x-forwarded-host': evil }],
  ['X-Forwarded-Proto', { 'x-forwarded-proto': 'http' }],
  ['Forwarded', { forwarded: `host=${evil};proto=http` }],
  ['all of them', { host: evil, 'x-forwarded-host': evil, 'x-forwarded-proto': 'http' }],
] as const

describe('a BFF on https', () => {
  let scene: Scene
  const APP_ORIGIN = 'https://app.example.com'
  beforeAll(async () => (scene = await setScene({}, { env: { APP_ORIGIN } })).close)

  it.each(forgeries)('keeps its redirect URI in spite of %s [AR-12]', async (_what, headers) => {
    const answer = await login(scene, headers)
    const { searchParams } = new URL(answer.headers.get('location')!)
    expect(searchParams.get('redirect_uri')).toBe(`${APP_ORIGIN}/auth/callback`)
  })

  it.each(forgeries)(
    'keeps Secure and the prefix in spite of %s [SC-01, SC-05]',
    async (_what, headers) => {
      const [cookie] = (await login(scene, headers)).headers.getSetCookie()
      expect(cookie).toMatch(/^__Host-Http-claimcheck-tx-/)
      expect(cookie).toMatch(/; secure/i)
      expect(cookie).not.toMatch(/; domain/i)
    },
  )
})

it.each(forgeries)(
  'refuses a foreign Origin that matches a forged %s [XB-05]',
  async (_what, headers) => {
    const scene = await openScene()
    const cookie = cookieHeaderOf(await signedIn(scene))
    const answer = await exchange(new URL(`${scene.origin}/api/notes`), {
      method: 'POST',
      headers: new Headers({ ...headers, cookie, origin: `http://${evil}`, 'x-csrf': '1' }),
    })
    expect(answer.headers.get('claimcheck-refusal')).toBe('cross-site-request')
    expect(scene.api.seen).toEqual([])
  },
)

function login({ bff }: Scene, headers: Record<string, string>) {
  return exchange(new URL(`${bff.origin}/auth/login`), {
    method: 'GET',
    headers: new Headers(headers),
  })
}
