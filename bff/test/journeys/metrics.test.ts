/**
 * What Prometheus reads after people have come and gone. Each instance counts for itself, so these are told with
 * one; and with an authorization server of our own, in one configuration.
 */
import { beforeEach, describe, expect, it } from 'vitest'
import { createBrowser } from '../browser.ts'
import { onlyIn } from '../configurations.ts'
import { openEventSource } from '../event-source.ts'
import { instanceCount } from '../instances.ts'
import { openManagement } from '../scrape.ts'
import { callbackFor, openScene, signedIn } from '../threats/scene.ts'

beforeEach(({ skip }) => {
  onlyIn('plain')
  skip(instanceCount > 1, 'each instance counts for itself')
})

async function openCounted(env: Record<string, string> = {}) {
  const scene = await openScene({}, { env: { MANAGEMENT_PORT: '0', ...env } })
  return { ...scene, management: await openManagement(scene.bff) }
}

describe('/metrics', () => {
  it('tells of sign-ins, sessions, refreshes and calls, by how they went', async () => {
    const scene = await openCounted()
    const { origin, bff, liar, api, management } = scene
    const browser = await signedIn(scene)
    await browser.fetch(`${origin}/api/notes`)
    bff.clock.advance(600_000)
    await browser.fetch(`${origin}/api/notes`) // refreshes
    api.answer = (_req, res) => res.destroy()
    await browser.fetch(`${origin}/api/notes`)
    await createBrowser().visit(await callbackFor(scene, createBrowser())) // somebody else's
    liar.lie({ idTokenClaims: (claims) => ({ ...claims, nonce: 'another' }) })
    await signedIn(scene)
    await browser.fetch(`${origin}/auth/logout`, { method: 'POST' })
    await fetch(`${origin}/auth/session`, { headers: { 'sec-fetch-site': 'cross-site' } })

    const said = await management.metrics()

    for (const line of [
      'bff_login_started_total 3',
      'bff_login_completed_total{outcome="ok"} 1',
      'bff_login_completed_total{outcome="state"} 1',
      'bff_login_completed_total{outcome="id-token"} 1',
      'bff_sessions_started_total 1',
      'bff_sessions_ended_total{reason="user"} 1',
      'bff_token_refresh_total{outcome="ok"} 1',
      'bff_token_refresh_seconds_count 1',
      'bff_idp_request_seconds_count{endpoint="metadata",status="2xx"} 1',
      'bff_idp_request_seconds_count{endpoint="keys",status="2xx"} 1',
      'bff_idp_request_seconds_count{endpoint="token",status="2xx"} 3',
      'bff_idp_up 1',
      'bff_session_age_seconds_count 1',
      'bff_session_age_seconds_bucket{le="300"} 0',
      'bff_session_age_seconds_bucket{le="900"} 1',
      'bff_request_seconds_count{route="/api/notes",status="2xx"} 2',
      'bff_request_seconds_count{route="/api/notes",status="5xx"} 1',
      'bff_refusals_total{code="cross-site-request"} 1',
      'bff_proxy_errors_total{upstream="notes",code="resource-unreachable"} 1',
    ]) {
      expect(said.split('\n')).toContain(line)
    }
    expect(said).toMatch(/^bff_csrf_rejected_total\{why="[a-z-]+"\} 1$/m)
  })

  it('knows how many pages listen, and for how many sessions something is open', async () => {
    const scene = await openCounted()
    const { origin, management } = scene
    const browser = await signedIn(scene)
    const page = await openEventSource(browser, `${origin}/auth/events`)
    expect(await management.valueOf('bff_event_streams_open')).toBe(1)
    expect(await management.valueOf('bff_sessions_busy')).toBe(1)
    page.close()
    await expect.poll(() => management.valueOf('bff_event_streams_open')).toBe(0)
  })

  it('knows how many sessions were in use within the last minute', async () => {
    const scene = await openCounted()
    const { origin, bff, management } = scene
    const people = [await signedIn(scene), await signedIn(scene), await signedIn(scene)]
    bff.clock.advance(61_000)
    for (const browser of [people[0]!, people[0]!, people[1]!]) {
      await browser.fetch(`${origin}/api/notes`)
    }
    expect(await management.valueOf('bff_sessions_active')).toBe(2)
    bff.clock.advance(61_000)
    expect(await management.valueOf('bff_sessions_active')).toBe(0)
  })

  it('says what it can say of its neighbours, and nothing of those who do not answer', async () => {
    const scene = await openCounted()
    const { bff, liar, management } = scene
    expect(await management.valueOf('bff_idp_up')).toBeUndefined() // nobody has asked it yet
    await signedIn(scene)
    expect(await management.valueOf('bff_jwks_age_seconds')).toBeLessThan(60)
    bff.clock.advance(300_000)
    expect(await management.valueOf('bff_jwks_age_seconds')).toBeGreaterThanOrEqual(299)
    expect(await management.valueOf('bff_store_ping_seconds')).toBeLessThan(1)
    await liar.close()
    await signedIn(scene).catch(() => {})
    bff.clock.advance(600_000)
    await bff.storage.close()
    expect(await management.valueOf('bff_store_ping_seconds')).toBeUndefined()
    expect(await management.valueOf('bff_sessions_active')).toBe(0)
  })

  it('says how long our client secret is good, where it is told so', async () => {
    const { bff, management } = await openCounted({ OIDC_CLIENT_SECRET_EXPIRES: '2099-12-31' })
    const end = Date.UTC(2099, 11, 31)
    const left = 'bff_client_credential_expires_seconds{kind="secret"}'
    expect(await management.valueOf(left)).toBeCloseTo((end - bff.clock.now()) / 1000, -2)
    bff.clock.advance(end - bff.clock.now() + 60_000)
    expect(await management.valueOf(left)).toBeLessThan(0)
  })

  it('tells of the process and the build', async () => {
    const { management } = await openCounted({ BUILD_ID: '3f2a91c' })
    expect(await management.valueOf('bff_build_info{build="3f2a91c"}')).toBe(1)
    expect(await management.valueOf('bff_heap_used_bytes')).toBeGreaterThan(1_000_000)
    expect(await management.valueOf('bff_event_loop_lag_seconds{quantile="0.99"}')).toBeLessThan(60)
  })

  it('grows by nothing that a stranger sends', async () => {
    const scene = await openCounted()
    const { origin, management } = scene
    const namesIn = (text: string) => text.split('\n').map((line) => line.replace(/ [^ ]*$/, ''))
    const ask = (word: string) =>
      Promise.all([
        fetch(`${origin}/${word}?${word}`, { headers: { accept: word, 'x-csrf': '1' } }),
        fetch(`${origin}/api/${word}/${word}`, { method: 'PUT', headers: { 'x-csrf': '1' } }),
        fetch(`${origin}/auth/callback?state=${word}&error=${word}`, { redirect: 'manual' }),
        fetch(`${origin}/auth/login?prompt=${word}&returnTo=//${word}`, { redirect: 'manual' }),
        fetch(`${origin}/auth/csp-report`, {
          method: 'POST',
          headers: {
            'content-type': 'application/csp-report',
            'sec-fetch-site': 'same-origin',
            origin,
          },
          body: JSON.stringify({ 'csp-report': { 'effective-directive': word } }),
        }),
      ])
    await ask('strange-0')
    const before = namesIn(await management.metrics())
    for (const turn of [1, 2, 3, 4, 5]) await ask(`strange-${turn}`)
    const after = await management.metrics()
    expect(namesIn(after)).toEqual(before)
    expect(after).not.toContain('strange')
  })

  it('is nowhere but on the management port, and nothing is counted without one [CD-08]', async () => {
    const { origin, management } = await openCounted()
    expect((await management.get('/metrics')).headers.get('content-type')).toMatch(/^text\/plain/)
    for (const path of ['/metrics', '/version']) {
      expect((await fetch(`${origin}${path}`)).status).toBe(404)
    }
    const { bff } = await openScene()
    const without = await openManagement(bff)
    expect((await without.get('/metrics')).status).toBe(404)
  })
})

describe('/version', () => {
  it('has the same word for the same settings, another for others, and tells none of them', async () => {
    const scene = await openCounted({ BUILD_ID: '3f2a91c' })
    const first = await (await scene.management.get('/version')).json()
    expect(first).toEqual({ build: '3f2a91c', config: expect.stringMatching(/^[\w-]{16}$/) })
    const { SESSION_KEYS = '' } = scene.env
    const other = await openCounted({ SESSION_KEYS, SESSION_IDLE_SECONDS: '60' })
    const second = (await (await other.management.get('/version')).json()) as { config: string }
    expect(second.config).not.toBe((first as { config: string }).config)
  })
})
