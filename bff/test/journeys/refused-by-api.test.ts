/**
 * The API does not take the token, though our clock calls it good: it was revoked, or a key was changed.
 * People notice nothing where a new token helps, and stay signed in where it does not.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { expect, it, onTestFinished } from 'vitest'
import { openLoopbackServer } from '../../dev/loopback-server.ts'
import { createBrowser } from '../browser.ts'
import { instanceCount } from '../instances.ts'
import { openHouse } from '../open-house.ts'
import { recordingFetch } from '../recording-fetch.ts'
import { signIn } from '../sign-in.ts'

const minuteMs = 60_000

it('renews a token that the API refuses, and the call goes on [TS-08]', async () => {
  const { api, notes, refreshes } = await refusingHouse()
  const answer = await notes()
  expect([answer.status, await answer.text()]).toEqual([200, 'GET '])
  expect([refreshes().length, api.tokens.length]).toEqual([1, 2])
  expect(new Set(api.tokens).size).toBe(2)
  expect((await notes()).status).toBe(200)
  expect([refreshes().length, api.tokens.length]).toEqual([1, 3])
})

it('repeats an order that was refused with its token, and no more often [TS-08, PX-20]', async () => {
  const { api, notes, refreshes } = await refusingHouse()
  const answer = await notes({ method: 'POST', body: 'buy' })
  expect([answer.status, await answer.text()]).toEqual([200, 'POST buy'])
  expect([refreshes().length, api.tokens.length]).toEqual([1, 2])
})

it('gives up after one refresh and two calls, and signs nobody out [TS-08]', async () => {
  const { api, bff, browser, notes, refreshes } = await refusingHouse()
  api.refuses = () => true
  for (const round of [1, 2]) {
    const refused = await notes({ method: 'POST', body: 'buy' })
    expect(refused.status).toBe(401)
    expect(refused.headers.get('claimcheck-refusal')).toBe(null) // the API has seen it
    expect(await refused.json()).toMatchObject({ code: 'resource-refused' })
    expect([refreshes().length, api.tokens.length]).toEqual([round, 2 * round])
  }
  api.refuses = () => false
  expect((await notes()).status).toBe(200)
  const view = await browser.fetch(`${bff.origin}/auth/session`)
  expect(await view.json()).toMatchObject({ status: 'signed-in' })
})

it('does not renew once more what this very call has renewed [TS-08]', async () => {
  const { api, bff, notes, refreshes } = await refusingHouse()
  api.refuses = () => true
  bff.clock.advance(6 * minuteMs)
  expect((await notes()).status).toBe(401)
  expect([refreshes().length, api.tokens.length]).toEqual([1, 1])
})

it('refreshes once for many calls that were refused with the same token [TS-08]', async () => {
  const { api, notes, refreshes } = await refusingHouse()
  const answers = await Promise.all(Array.from({ length: 20 }, () => notes()))
  expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200))
  expect(refreshes()).toHaveLength(1)
  expect(new Set(api.tokens).size).toBe(2)
})

it('takes the newer token that is there already when an old one is refused late', async () => {
  const { api, notes, refreshes } = await refusingHouse()
  const answers = Promise.withResolvers<void>()
  const arrived = Promise.withResolvers<void>()
  api.beforeAnswer = async () => {
    api.beforeAnswer = async () => {}
    arrived.resolve()
    await answers.promise
  }
  const late = notes()
  await arrived.promise
  expect((await notes()).status).toBe(200)
  answers.resolve()
  expect((await late).status).toBe(200)
  expect([refreshes().length, new Set(api.tokens).size]).toEqual([1, 2])
})

it('does without what others still make do with while the provider is away', async () => {
  const { api, bff, notes, provider } = await refusingHouse()
  api.refuses = () => api.tokens.length === 1
  const [api401, provider500] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const [called, asked] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  api.beforeAnswer = () => (called.resolve(), api401.promise)
  const refused = notes()
  await called.promise
  bff.clock.advance(5 * minuteMs - 20_000) // due, and good for 20 s more
  provider.answer = async () => {
    asked.resolve()
    await provider500.promise
    return new Response('oops', { status: 500 })
  }
  const early = notes()
  await asked.promise
  api401.resolve()
  await expect.poll(() => bff.logged('resource.failed')).toHaveLength(1)
  provider500.resolve()
  expect([(await early).status, (await refused).status]).toEqual([200, 503])
})

it('neither renews nor repeats what the token may not do', async () => {
  const { api, notes, refreshes } = await refusingHouse()
  api.refusal = [403, 'Bearer error="insufficient_scope"']
  expect((await notes()).status).toBe(403)
  expect([refreshes().length, api.tokens.length]).toEqual([0, 1])
})

it('asks for patience while the provider is away, and goes on afterwards [TS-10]', async () => {
  const { api, bff, notes, provider } = await refusingHouse()
  provider.answer = async () => new Response('oops', { status: 500 })
  for (let more = 0; more <= instanceCount; more += 1) {
    const refused = await notes()
    expect(refused.status).toBe(503)
    expect(await refused.json()).toMatchObject({ code: 'provider-unreachable' })
    expect(api.tokens).toHaveLength(more + 1) // the refused token is not tried a second time
  }
  provider.answer = undefined
  bff.clock.advance(2_000)
  expect((await notes()).status).toBe(200)
})

it('ends the session when the provider says that the grant is gone [TS-10]', async () => {
  const { api, notes, provider } = await refusingHouse()
  provider.answer = async () => Response.json({ error: 'invalid_grant' }, { status: 400 })
  const refused = await notes()
  expect(refused.status).toBe(401)
  expect(await refused.json()).toMatchObject({ code: 'session-ended', reason: 'refresh-failed' })
  expect(api.tokens).toHaveLength(1)
})

/** Somebody is signed in, and the API refuses the first token it sees, for ever. */
async function refusingHouse() {
  const provider = { answer: undefined as (() => Promise<Response>) | undefined }
  const network = recordingFetch((input, init) => provider.answer?.() ?? fetch(input, init))
  const api = await openRefusingApi()
  const { bff, origin } = await openHouse({
    fetch: network.fetch,
    env: { RESOURCE_NOTES_URL: api.url },
  })
  const browser = createBrowser()
  await signIn(browser, origin, 'alice')
  const notes = (init = {}) => browser.fetch(`${origin}/api/notes`, init)
  const refreshes = () =>
    network.to('/token').filter(({ form }) => form.get('grant_type') === 'refresh_token')
  return { api, bff, browser, notes, provider, refreshes }
}

/** An API that says back what it was told, unless it does not like the token. */
async function openRefusingApi() {
  const server = await openLoopbackServer({ host: '127.0.0.1', port: 0 })
  onTestFinished(() => server.close())
  const tokens: string[] = []
  const api = {
    url: server.origin,
    /** Of every call, in order. */
    tokens,
    refuses: (token: string) => token === tokens[0],
    refusal: [401, 'Bearer error="invalid_token"'] as [status: number, challenge: string],
    beforeAnswer: async () => {},
  }
  server.answer(async (req: IncomingMessage, res: ServerResponse) => {
    const token = req.headers.authorization ?? ''
    tokens.push(token)
    let body = ''
    for await (const chunk of req) body += String(chunk)
    await api.beforeAnswer()
    const [status, challenge] = api.refusal
    if (api.refuses(token)) res.writeHead(status, { 'www-authenticate': challenge }).end()
    else res.end(`${req.method} ${body}`)
  })
  return api
}
