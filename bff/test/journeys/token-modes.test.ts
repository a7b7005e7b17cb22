/**
 * Two APIs: the notes get the person's own token, the reports one in exchange for it, or one of ours in
 * nobody's name. Each judges what it got, and would not take the other's.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { expect, it, onTestFinished } from 'vitest'
import { openLoopbackServer } from '../../dev/loopback-server.ts'
import { personByHint } from '../../dev/people.ts'
import type { TokenMode } from '../../src/api/policy.ts'
import { resourceTable } from '../../src/api/resources.ts'
import { type Browser, createBrowser } from '../browser.ts'
import { onlyIn } from '../configurations.ts'
import { instanceCount } from '../instances.ts'
import { openHouse } from '../open-house.ts'
import { recordingFetch } from '../recording-fetch.ts'
import { signIn, signOut } from '../sign-in.ts'

const exchangeGrant = 'urn:ietf:params:oauth:grant-type:token-exchange'
const accessTokenType = 'urn:ietf:params:oauth:token-type:access_token'
const minuteMs = 60_000
const subOf = (person: string) => personByHint(person)!.sub

it('exchanges the person’s token for one of that API alone [TK-13]', async () => {
  const { grants, reports, signedIn, world } = await houseWith('exchange')
  const alice = await signedIn('alice')
  const report = await (await reports(alice)).json()
  expect(report).toMatchObject({ about: subOf('alice'), askedBy: 'claimcheck' })

  const [exchange, ...more] = grants(exchangeGrant)
  expect(more).toEqual([])
  expect(Object.fromEntries(exchange!.form)).toMatchObject({
    subject_token_type: accessTokenType,
    requested_token_type: accessTokenType,
    resource: world.resourceServer.reports.url,
    scope: 'reports:read',
  })
  const [code] = grants('authorization_code')
  expect(exchange!.form.get('subject_token')).toBe(code!.answer.access_token)
  expect(exchange!.answer.access_token).not.toBe(code!.answer.access_token)
})

it('gives each API a token that the other one would not take [TK-14]', async () => {
  onlyIn('plain')
  const { grants, reports, signedIn, world } = await houseWith('exchange')
  await reports(await signedIn('alice'))
  const tokenOf = (type: string) => grants(type)[0]!.answer.access_token!
  const [own, exchanged] = [tokenOf('authorization_code'), tokenOf(exchangeGrant)]
  const { url: notesUrl, reports: other } = world.resourceServer
  const statusAt = async (url: string, token: string) =>
    (await fetch(url, { headers: { authorization: `Bearer ${token}` } })).status
  expect([await statusAt(notesUrl, own), await statusAt(other.url, exchanged)]).toEqual([200, 200])
  expect([await statusAt(notesUrl, exchanged), await statusAt(other.url, own)]).toEqual([401, 401])
})

it('exchanges once for as long as it lasts, each person’s for that person [TK-13]', async () => {
  const { bff, grants, reports, signedIn } = await houseWith('exchange')
  const [alice, bob] = [await signedIn('alice'), await signedIn('bob')]
  for (const [person, name] of [
    [alice, 'alice'],
    [bob, 'bob'],
    [alice, 'alice'],
  ] as const) {
    expect(await (await reports(person)).json()).toMatchObject({ about: subOf(name) })
  }
  expect(grants(exchangeGrant)).toHaveLength(2)

  bff.clock.advance(6 * minuteMs)
  expect((await reports(alice)).status).toBe(200)
  expect([grants(exchangeGrant).length, grants('refresh_token').length]).toEqual([3, 1])
})

it('exchanges once for many calls at the same moment [TK-13]', async () => {
  const { grants, reports, signedIn } = await houseWith('exchange')
  const alice = await signedIn('alice')
  const answers = await Promise.all(Array.from({ length: 10 }, () => reports(alice)))
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
  expect(grants(exchangeGrant).length).toBeLessThanOrEqual(instanceCount)
})

it('goes on with refreshes of the person’s own token, which loses nothing by it', async () => {
  const { bff, grants, notes, reports, signedIn } = await houseWith('exchange')
  const alice = await signedIn('alice')
  for (let round = 1; round <= 3; round += 1) {
    const answers = await Promise.all([notes(alice), reports(alice), reports(alice), notes(alice)])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    bff.clock.advance(6 * minuteMs)
  }
  expect(grants('refresh_token')).toHaveLength(2)
})

it('gives an exchanged token up with the session [TK-13]', async () => {
  const { bff, grants, origin, provider, reports, signedIn } = await houseWith('exchange')
  const alice = await signedIn('alice')
  await reports(alice)
  await signOut(alice, origin)
  expect(await (await reports(alice)).json()).toMatchObject({ code: 'session-required' })
  expect(grants(exchangeGrant)).toHaveLength(1)
  await bff.close() // waits for what is owed to others
  const revoked = provider.calls.map(({ form, url }) => /revocation/.test(url) && form.get('token'))
  expect(revoked).toContain(grants(exchangeGrant)[0]!.answer.access_token)
})

it('exchanges once more, for a refreshed token, what the API refuses – and then gives up [TK-13, TS-08]', async () => {
  const { api, grants, origin, reports, signedIn } = await houseWith('exchange', { ownApi: true })
  const alice = await signedIn('alice')
  api.refuses = () => false
  expect((await reports(alice)).status).toBe(200)
  const before = [grants(exchangeGrant).length, grants('refresh_token').length]
  expect(before).toEqual([1, 0])

  const [first] = api.tokens
  api.refuses = (token) => token === first
  expect((await reports(alice)).status).toBe(200)
  expect([grants(exchangeGrant).length, grants('refresh_token').length]).toEqual([2, 1])

  const { length } = api.tokens
  api.refuses = () => true
  const refused = await reports(alice)
  expect(await refused.json()).toMatchObject({ code: 'resource-refused' })
  expect(api.tokens.length - length).toBe(2)
  const view = await alice.fetch(`${origin}/auth/session`)
  expect(await view.json()).toMatchObject({ status: 'signed-in' })
})

it('asks in nobody’s name with a token of our own, the same for everybody', async () => {
  onlyIn(...ownTokens)
  const { grants, reports, signedIn } = await houseWith('client')
  const [alice, bob] = [await signedIn('alice'), await signedIn('bob')]
  for (const person of [alice, bob, alice, bob]) {
    const report = await (await reports(person)).json()
    expect(report).toMatchObject({ about: 'everybody', askedBy: 'claimcheck' })
    expect(JSON.stringify(report)).not.toContain(subOf('alice'))
  }
  expect(grants('client_credentials')).toHaveLength(instanceCount)
  const [{ form } = { form: new URLSearchParams() }] = grants('client_credentials')
  expect(form.get('scope')).toBe('reports:read')
  expect(form.has('subject_token')).toBe(false)
})

it('does for nobody what it does with a token of our own', async () => {
  const { api, grants, reports } = await houseWith('client', { ownApi: true })
  expect(await (await reports(createBrowser())).json()).toMatchObject({ code: 'session-required' })
  expect([api.tokens.length, grants('client_credentials').length]).toEqual([0, 0])
})

it('renews a token of our own before it runs out, and when an API refuses it, within bounds [TS-08]', async () => {
  onlyIn(...ownTokens)
  const { api, bff, grants, reports, signedIn } = await houseWith('client', { ownApi: true })
  const alice = await signedIn('alice')
  const rounds = async () => {
    for (let each = 0; each < instanceCount; each += 1) await reports(alice)
    return grants('client_credentials').length / instanceCount
  }
  expect(await rounds()).toBe(1)
  bff.clock.advance(5 * minuteMs - 20_000) // 20 s left, within the margin
  expect(await rounds()).toBe(2)

  const last = new Set(api.tokens)
  api.refuses = (token) => last.has(token)
  bff.clock.advance(10_000)
  expect((await reports(alice)).status).toBe(200)
  await rounds()
  expect(await rounds()).toBe(3)

  api.refuses = () => true
  expect((await reports(alice)).status).toBe(401)
  expect(await rounds()).toBe(3) // these are new: an API that refuses them refuses all
})

it.each(['exchange', 'client'] as const)(
  'says 503 while the provider is away, and signs nobody out: %s',
  async (mode) => {
    if (mode === 'client') onlyIn(...ownTokens)
    const { bff, provider, reports, signedIn, state } = await houseWith(mode)
    const alice = await signedIn('alice')
    state.answer = () => Promise.reject(new TypeError('fetch failed'))
    const refused = await reports(alice)
    expect([refused.status, refused.headers.get('claimcheck-refusal')]).toEqual([
      503,
      'provider-unreachable',
    ])
    for (let more = 1; more < instanceCount; more += 1) await reports(alice)
    const { length } = provider.calls
    expect((await reports(alice)).status).toBe(503)
    expect(provider.calls).toHaveLength(length) // no storm
    expect(bff.logged('token.not-obtained').length).toBeGreaterThan(0)

    state.answer = undefined
    bff.clock.advance(2_000)
    expect((await reports(alice)).status).toBe(200)
  },
)

/** Where the first provider is the one whose tokens the API takes. */
const ownTokens = ['plain', 'opaque-es256', 'par-private-key', 'fapi2-dpop', 'fapi2-mtls'] as const

interface HouseKind {
  /** In place of the sample API: one that takes what it is not told to refuse, and writes it down. */
  ownApi?: true
}

async function houseWith(token: TokenMode, { ownApi }: HouseKind = {}) {
  const api = await openRefusingApi()
  const state = { answer: undefined as (() => Promise<Response>) | undefined }
  const provider = recordingFetch((input, init) => state.answer?.() ?? fetch(input, init))
  const { notes } = resourceTable
  const house = await openHouse({
    fetch: provider.fetch,
    table: { notes, reports: { ...notes, token } },
    env: ({ resourceServer: { reports } }) => ({
      RESOURCE_REPORTS_URL: ownApi ? api.url : reports.url,
      RESOURCE_REPORTS_INDICATOR: reports.url,
      RESOURCE_REPORTS_SCOPE: reports.scope,
    }),
  })
  const { origin } = house
  return {
    ...house,
    api,
    provider,
    state,
    grants: (type: string) => provider.calls.filter(({ form }) => form.get('grant_type') === type),
    notes: (browser: Browser) => browser.fetch(`${origin}/api/notes`),
    reports: (browser: Browser) => browser.fetch(`${origin}/api/reports`),
    async signedIn(person: string) {
      const browser = createBrowser()
      await signIn(browser, origin, person)
      return browser
    },
  }
}

async function openRefusingApi() {
  const server = await openLoopbackServer({ host: '127.0.0.1', port: 0 })
  onTestFinished(() => server.close())
  const refuses: (token: string) => boolean = () => false
  const api = { url: server.origin, tokens: [] as string[], refuses }
  server.answer((req: IncomingMessage, res: ServerResponse) => {
    const [, token = ''] = (req.headers.authorization ?? '').split(' ')
    api.tokens.push(token)
    if (!api.refuses(token)) return void res.end('{}')
    res.writeHead(401, { 'www-authenticate': 'Bearer error="invalid_token"' }).end()
  })
  return api
}
