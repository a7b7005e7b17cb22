/** Every flow there is, as it is drawn: from whom to whom, what, and how it ended. */
import type { Step } from 'shared/inspector'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser } from '../../test/browser.ts'
import { signIn, signOut } from '../../test/sign-in.ts'
import { twoFactor } from '../acr.ts'
import { type InspectedHouse, openInspectedHouse } from './inspected-house.fixture.ts'

let house: InspectedHouse
let browser: Browser
beforeAll(async () => {
  house = await openInspectedHouse()
  browser = await house.open()
  await signIn(browser, house.origin, 'alice')
})
afterAll(() => house.close())

const notes = () => browser.fetch(`${house.origin}/api/notes`)

/** Without what is done in the store. */
async function drawn(title: string): Promise<{ state: string; lines: string[]; steps: Step[] }> {
  const { flow, steps } = await house.stepsOf(browser, title)
  const passing = steps.filter(({ channel }) => channel !== 'store')
  const lines = passing.map(({ from, to, title }) => `${short[from]}→${short[to]} ${title}`)
  return { state: flow.state, lines, steps }
}

const short = { browser: 'B', bff: 'F', 'authorization-server': 'A', api: 'R', store: 'S' }

describe('the inspector draws', () => {
  it('an API call, with the token that the browser never had', async () => {
    expect((await notes()).status).toBe(200)
    const { state, lines } = await drawn('GET /api/notes')
    expect(state).toBe('done')
    expect(lines).toEqual([
      'B→F GET /api/notes',
      'F→R GET /notes',
      'R→F 200 from the API',
      'F→B 200',
    ])
  })

  it('a refresh, on the way to an API call', async () => {
    await house.fault(browser, { id: 'token-expired' })
    expect((await notes()).status).toBe(200)
    const { lines } = await drawn('needed a fresh token')
    expect(lines.slice(0, 4)).toEqual([
      'B→F GET /api/notes',
      'F→A POST /token: a refresh',
      'A→F 200: a refresh',
      'F→F The tokens are refreshed and kept',
    ])
    expect(lines.slice(-3)).toEqual(['F→R GET /notes', 'R→F 200 from the API', 'F→B 200'])
  })

  it('a 401 of the API, and the one more try', async () => {
    await house.fault(browser, { id: 'api-401' })
    expect((await notes()).status).toBe(200)
    const { lines } = await drawn('refused once')
    const said = ['R→F 401 from the API', 'F→A POST /token: a refresh', 'F→R GET /notes, once more']
    expect(lines.filter((line) => said.includes(line))).toEqual(said)
  })

  it('a sign-in in a window of its own', async () => {
    const parameters = { display: 'popup' }
    await signIn(browser, house.origin, 'alice', { returnTo: '/signed-in', parameters })
    const { state, lines } = await drawn('Sign-in in a window of its own')
    expect(state).toBe('done')
    expect(lines).toContain('F→B 303: go to /signed-in')
  })

  it('a step-up, with what was asked for and a session under a new id', async () => {
    await signIn(browser, house.origin, 'alice', { parameters: { acr_values: twoFactor } })
    const { state, lines, steps } = await drawn('Step-up')
    expect(state).toBe('done')
    expect(lines).toContain('F→F Everything holds: a session begins, under a new id')
    const asked = steps.find(({ title }) => title.includes('go to the authorization server'))
    expect(asked?.params).toContainEqual(
      expect.objectContaining({ name: 'acr_values', text: twoFactor }),
    )
  })

  it('an answer that comes a second time, and which code says so', async () => {
    const stranger = await house.open()
    const { hops } = await signIn(stranger, house.origin, 'bob')
    await stranger.visit(hops.find(({ url }) => url.includes('/auth/callback?'))?.url ?? '')
    const { lines, steps } = await drawn('its answer a second time')
    expect(lines).toContain('A→B The same answer again')
    const codes = steps.flatMap(({ codes = [] }) => codes)
    expect([...new Set(codes)]).toEqual(['login-expired', 'state'])
    expect(steps.findLast(({ ref }) => ref)?.ref).toMatch(/^[\w-]{8,}$/)
  })

  it('two calls at once with one refresh', async () => {
    await house.fault(browser, { id: 'token-expired' })
    const { promise, resolve } = Promise.withResolvers<void>()
    house.gate.open = promise
    const both = [notes(), notes()]
    await expect.poll(() => drawn('2 calls at once, one refresh').catch(() => 0)).toBeTruthy()
    resolve()
    await Promise.all(both)
    const { lines } = await drawn('2 calls at once, one refresh')
    expect(lines.filter((line) => line.startsWith('F→A'))).toEqual(['F→A POST /token: a refresh'])
    expect(lines.filter((line) => line === 'F→B 200')).toHaveLength(2)
  })

  it('signing out, and the word that the authorization server sends of it', async () => {
    await signOut(browser, house.origin)
    const { lines, state } = await drawn('Sign-out')
    expect(state).toBe('done')
    expect(lines).toEqual(
      expect.arrayContaining([
        'B→F POST /auth/logout',
        'F→F The session ends: user',
        'B→A Sign out there too',
        'A→B Back to us, by redirect',
      ]),
    )
    // Nobody waits for these two: the tokens are revoked, and the server's own word comes.
    const isRevoked = (line: string) => line === 'F→A POST /token/revocation: a token to revoke'
    await expect.poll(async () => (await drawn('Sign-out')).lines.some(isRevoked)).toBe(true)
    const backChannel = 'The authorization server ends a session'
    await expect
      .poll(() =>
        drawn(backChannel).then(
          ({ state }) => state,
          () => '',
        ),
      )
      .toBe('done')
    const told = await drawn(backChannel)
    expect(told.lines[0]).toBe('A→F A session is over there')
    expect(told.lines.at(-1)).toBe('F→A 200')
  })
})
