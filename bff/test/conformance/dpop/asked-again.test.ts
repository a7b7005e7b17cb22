/**
 * Servers that demand nonces of their own in every proof (RFC 9449 §8, §9): asked a second time with what
 * they said, and never a third. Each process learns them for itself, so this is about one.
 */
import { decodeJwt } from 'jose'
import { describe, expect, it, onTestFinished } from 'vitest'
import { resourceTable } from '../../../src/api/resources.ts'
import { type Browser, createBrowser } from '../../browser.ts'
import { type FapiEncounter, openFapi } from '../fapi.ts'
import { openApi } from '../liar/api.ts'
import { type Answer, oauthError, type Seen } from '../liar/wire.ts'
import { openLiar } from '../liar.ts'
import { pastExpiryMs } from '../refresh.ts'
import { createMovableClock, openBff } from '../../open-bff.ts'

const claimOf = ({ headers }: Seen, name: string) => decodeJwt(String(headers.dpop))[name]
const assertionOf = ({ body }: Seen) => decodeJwt(body.get('client_assertion') ?? '').jti
const refreshesOf = ({ liar }: FapiEncounter) =>
  liar.seen.token.filter(({ body }) => body.get('grant_type') === 'refresh_token')

describe('the authorization server', () => {
  it('is asked again at PAR with its nonce, a new proof and a new assertion [SX-11]', async () => {
    const { liar, signIn } = await openFapi({ nonces: 'stays' })
    expect((await signIn()).session.status).toBe('signed-in')
    const [first, second] = liar.seen.par
    expect(liar.seen.par).toHaveLength(2)
    expect([claimOf(first!, 'nonce'), claimOf(second!, 'nonce')]).toEqual([
      undefined,
      expect.stringMatching(/^liar-nonce-/),
    ])
    expect(claimOf(second!, 'jti')).not.toBe(claimOf(first!, 'jti'))
    expect(assertionOf(second!)).not.toBe(assertionOf(first!))
    expect(liar.seen.token).toHaveLength(1) // by then it was known
  })

  it('is asked again with the same code, which it still takes [SX-11]', async () => {
    const encounter = await openFapi({ nonces: 'none' })
    const { browser, callback } = await asFarAsCallback(encounter)
    encounter.liar.lie({ nonces: 'stays' })
    await browser.visit(callback)
    const [first, second, ...more] = encounter.liar.seen.token
    expect(more).toEqual([])
    expect(second!.body.get('code')).toBe(first!.body.get('code'))
    expect(claimOf(second!, 'jti')).not.toBe(claimOf(first!, 'jti'))
    expect(assertionOf(second!)).not.toBe(assertionOf(first!))
    const view = await browser.fetch(`${encounter.bff.origin}/auth/session`)
    expect(await view.json()).toMatchObject({ status: 'signed-in' })
  })

  it('is asked twice at PAR, and no more, when no nonce is good enough [SX-11]', async () => {
    const never = (answer: Answer) => ({ ...oauthError('use_dpop_nonce'), headers: answer.headers })
    const { liar, signIn } = await openFapi({ wire: { par: never } })
    const { session, landing } = await signIn()
    expect([session.status, landing]).toEqual(['signed-out', '/problem?code=login-failed'])
    expect(liar.seen.par).toHaveLength(2)
  })

  it('tells its nonce once for everybody who signs in after that [SX-13]', async () => {
    const { liar, signIn } = await openFapi({ nonces: 'changes' })
    for (let person = 0; person < 3; person += 1) await signIn()
    expect([liar.seen.par.length, liar.seen.token.length]).toEqual([4, 3])
    const nonces = [...liar.seen.par, ...liar.seen.token].map((seen) => claimOf(seen, 'nonce'))
    expect(new Set(nonces).size).toBe(7) // each the newest, from answers that were good
  })

  it('is told its own nonce at userinfo too [SX-09, SX-13]', async () => {
    const { liar, signIn } = await openFapi({}, { env: { OIDC_USERINFO: 'always' } })
    expect((await signIn()).session.status).toBe('signed-in')
    expect(liar.seen.userinfo).toHaveLength(1)
    expect(liar.seen.userinfo[0]!.headers.authorization).toMatch(/^DPoP /)
  })
})

describe('an API', () => {
  it('gets the same order again, once, with its nonce, and nothing is refreshed [SX-12]', async () => {
    const encounter = await openFapi({}, { api: { nonces: 'stays', dpopScheme: 'dPoP' } })
    const { browser } = await encounter.signIn()
    const answer = await order(encounter, browser, 'milk=2')
    expect(await answer.json()).toEqual({
      heard: { method: 'POST', path: '/notes', body: 'milk=2' },
    })
    expect(encounter.api.seen.map(({ body }) => String(body))).toEqual(['milk=2', 'milk=2'])
    expect(encounter.api.statuses).toEqual([401, 200])
    expect(refreshesOf(encounter)).toEqual([])
  })

  it('is asked once from then on, by everybody, with the nonce of its last answer [SX-13]', async () => {
    const encounter = await openFapi({}, { api: { nonces: 'changes' } })
    for (const { browser } of [await encounter.signIn(), await encounter.signIn()]) {
      expect((await order(encounter, browser, 'milk=2')).status).toBe(200)
      expect((await order(encounter, browser, 'milk=3')).status).toBe(200)
    }
    expect(encounter.api.statuses).toEqual([401, 200, 200, 200, 200])
  })

  it('that is never content is asked twice, and the session lives on [SX-12]', async () => {
    const never = (): Answer => challenge('use_dpop_nonce', { 'dpop-nonce': 'never-good' })
    const encounter = await openFapi({}, { api: { wire: never } })
    const { browser } = await encounter.signIn()
    const answer = await order(encounter, browser, 'milk=2')
    expect([answer.status, await answer.json()]).toEqual([
      401,
      expect.objectContaining({ code: 'resource-refused', retryAfter: 0 }),
    ])
    expect(encounter.api.statuses).toEqual([401, 401])
    expect(refreshesOf(encounter)).toEqual([])
    encounter.api.lie({ wire: (honest) => honest })
    expect((await order(encounter, browser, 'milk=2')).status).toBe(200)
  })

  it.each([
    [['use_dpop_nonce', 'invalid_token'], 200],
    [['invalid_token', 'use_dpop_nonce'], 200],
    [['use_dpop_nonce', 'invalid_token', 'use_dpop_nonce'], 401],
    [['invalid_token', 'use_dpop_nonce', 'invalid_token'], 401],
  ])(
    'that says %j is asked three times at most, after one refresh [SX-12, TS-08]',
    async (says, status) => {
      const left = [...says]
      const wire = (honest: Answer) => {
        const error = left.shift()
        return error === undefined ? honest : challenge(error, { 'dpop-nonce': `n-${left.length}` })
      }
      const encounter = await openFapi({}, { api: { nonces: 'none', wire } })
      const { browser } = await encounter.signIn()
      expect((await order(encounter, browser, 'milk=2')).status).toBe(status)
      expect(encounter.api.seen).toHaveLength(3)
      expect(refreshesOf(encounter)).toHaveLength(1)
    },
  )

  it('gets what is too large to be kept at the second try of the person [SX-12]', async () => {
    const encounter = await openFapi({}, { api: { nonces: 'stays' } })
    const { browser } = await encounter.signIn()
    const large = `milk=${'x'.repeat(70_000)}`
    const refused = await order(encounter, browser, large)
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([401, '0'])
    expect((await order(encounter, browser, large)).status).toBe(200)
    expect([encounter.api.statuses, refreshesOf(encounter)]).toEqual([[401, 200], []])
  })
})

it('never tells one server the nonce of another, and the browser none [SX-13]', async () => {
  const clock = createMovableClock()
  const liar = await openLiar({ clock, bindsTokens: 'dpop', nonces: 'changes' })
  onTestFinished(() => liar.close())
  const [notes, reports] = [
    await openApi(liar, { nonces: 'changes' }),
    await openApi(liar, { nonces: 'stays' }),
  ]
  const env = {
    OIDC_ISSUER: liar.issuer,
    OIDC_CLIENT_ID: liar.clientId,
    OIDC_CLIENT_SECRET: liar.clientSecret,
    OIDC_DPOP: 'require',
    RESOURCE_NOTES_URL: notes.url,
    RESOURCE_REPORTS_URL: reports.url,
  }
  const table = { notes: resourceTable.notes, reports: resourceTable.notes }
  const bff = await openBff({ env, clock, table })
  onTestFinished(() => bff.close())
  const browser = createBrowser()
  await browser.visit(`${bff.origin}/auth/login`)
  const answers: Response[] = []
  for (const name of ['notes', 'reports', 'notes', 'reports']) {
    answers.push(await browser.fetch(`${bff.origin}/api/${name}`))
  }
  clock.advance(pastExpiryMs)
  answers.push(await browser.fetch(`${bff.origin}/api/reports`))

  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
  expect(answers.filter(({ headers }) => headers.has('dpop-nonce'))).toEqual([])
  const said = [liar.seen.token, notes.seen, reports.seen].map(
    (seen) => new Set(seen.map((one) => claimOf(one, 'nonce')).filter((one) => one !== undefined)),
  )
  const all = said.flatMap((nonces) => [...nonces])
  expect([said.every(({ size }) => size > 0), new Set(all).size]).toEqual([true, all.length])
})

function order({ bff }: FapiEncounter, browser: Browser, body: string): Promise<Response> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  return browser.fetch(`${bff.origin}/api/notes`, { method: 'POST', body, headers })
}

function challenge(error: string, headers: Record<string, string>): Answer {
  return {
    status: 401,
    headers: { 'www-authenticate': `DPoP error="${error}"`, ...headers },
    body: '',
  }
}

async function asFarAsCallback({ bff }: FapiEncounter) {
  const browser = createBrowser()
  const stopBefore = (url: string) => url.startsWith(`${bff.origin}/auth/callback`)
  const page = await browser.visit(`${bff.origin}/auth/login`, { stopBefore })
  return { browser, callback: page.headers.get('location') ?? '' }
}
