/** The operator ends sessions from the command line, beside a BFF that runs on the same store. */
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { type SessionEntry, SessionList } from 'shared/sessions'
import { describe, expect, it, onTestFinished } from 'vitest'
import { UsageError, readRequest } from '../../cli/sessions-request.ts'
import { type Browser, createBrowser } from '../browser.ts'
import { openEventSource } from '../event-source.ts'
import { keepSessions } from '../keep-sessions.ts'
import { type House, openHouse } from '../open-house.ts'
import { signIn } from '../sign-in.ts'
import { openScene, signedIn as signInAt } from '../threats/scene.ts'

const program = new URL('../../cli/sessions.ts', import.meta.url).pathname

async function openOffice() {
  const store = { STORE_URL: storeFile() }
  const house = await openHouse({ env: store })
  const env = { ...house.world.env, ...store, APP_ORIGIN: house.origin }
  return { ...house, sessions: (...args: string[]) => call(env, args) }
}

function storeFile(): string {
  const folder = mkdtempSync(`${tmpdir()}/claimcheck-test-`)
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return `sqlite:${folder}/store.db`
}

interface Call {
  exitCode: number
  out: string
  log: string
}

/** The program as the operator starts it, with nothing in its environment but the settings. */
function call(env: NodeJS.ProcessEnv, args: string[]): Promise<Call> {
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...args], { env }, (error, out, log) =>
      resolve({ exitCode: Number(error?.code ?? 0), out, log }),
    )
  })
}

it('ends all sessions of one person, everywhere and at once [SC-22, SC-13]', async () => {
  const { sessions, ...house } = await openOffice()
  const [phone, laptop] = [await signedIn(house, 'alice'), await signedIn(house, 'alice')]
  const bob = await signedIn(house, 'bob')
  const events = await openEventSource(phone, `${house.origin}/auth/events`)
  const stream = await laptop.fetch(`${house.origin}/api/notes/ticker?everyMs=50`)

  const done = await sessions('end', '--sub', subOf(house, 'alice'))

  expect(done).toMatchObject({ exitCode: 0, out: 'Ended 2 sessions.\n' })
  await events.over
  expect(events.events()).toEqual([{ event: 'ended', data: { reason: 'operator' } }])
  await expect(stream.text()).rejects.toThrow('aborted')
  const refused = await laptop.fetch(`${house.origin}/api/notes`)
  expect(await refused.json()).toMatchObject({ code: 'session-ended', reason: 'operator' })
  expect((await bob.fetch(`${house.origin}/api/notes`)).status).toBe(200)
})

it('ends as the BFF would: logged, tokens revoked, and no id, token or person named [SC-22]', async () => {
  const scene = await openScene({}, { env: { STORE_URL: storeFile() } })
  const browser = await signInAt(scene)
  const [{ session, subject }] = scene.bff.logged('login.succeeded') as [Record<string, unknown>]

  const { out, log } = await call({ ...scene.env, NODE_ENV: 'development' }, ['end', '--all'])

  expect(out).toBe('Ended 1 session.\n')
  const lines = log
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown)
  expect(lines).toEqual([
    expect.objectContaining({ event: 'session.ended', session, subject, reason: 'operator' }),
    expect.objectContaining({ audit: true, event: 'session_expired', session, subject }),
  ])
  expect(scene.liar.seen.revocation).toHaveLength(1)
  expect(log).not.toMatch(/liar-marked/) // its tokens and its subjects
  expect((await browser.fetch(`${scene.origin}/api/notes`)).status).toBe(401)
})

it('ends what began before a moment, and only counts in a dry run [SC-22]', async () => {
  const { sessions, ...house } = await openOffice()
  const late = await signedIn(house, 'alice')
  await keepSessions(house, 'alice', 2)
  const moment = new Date(house.bff.clock.now() - 30 * 60_000).toISOString()

  const dry = await sessions('end', '--before', moment, '--dry-run')
  expect(dry.out).toBe('Would end 2 sessions.\n')
  expect(await entriesOf(house, late)).toHaveLength(3)

  const done = await sessions('end', '--before', moment)
  expect(done.out).toBe('Ended 2 sessions.\n')
  expect(await entriesOf(house, late)).toMatchObject([{ current: true }])
})

it('lists one person’s sessions without anything that could be used [SC-22]', async () => {
  const { sessions, ...house } = await openOffice()
  const browser = await signedIn(house, 'alice')
  const [{ handle }] = (await entriesOf(house, browser)) as [SessionEntry]
  const issuer = house.world.env.OIDC_ISSUER!

  const { out } = await sessions('list', '--sub', issuer, subOf(house, 'alice'))
  const elsewhere = await sessions('list', '--sub', 'https://other.example', subOf(house, 'alice'))

  expect(out).toMatch(new RegExp(`^1 session\n${handle}  \\d{4}-.*Z  unknown\n$`))
  expect(elsewhere.out).toBe('0 sessions\n')
})

it.each([
  ['a store inside the BFF', { STORE_URL: 'memory:' }, 'nobody else can look there'],
  ['no settings', { OIDC_ISSUER: '' }, 'OIDC_ISSUER is missing'],
])('says with exit code 1 that it cannot work with %s', async (_what, env, words) => {
  const house = await openHouse()
  const done = await call({ ...house.world.env, ...env }, ['end', '--all'])
  expect(done).toMatchObject({ exitCode: 1, out: '' })
  expect(done.log).toContain(words)
})

describe('readRequest', () => {
  const nowMs = Date.UTC(2026, 10, 20)
  const read = (line: string) => readRequest(line.split(' '), nowMs)

  it.each([
    ['list --sub ada', { verb: 'list', person: { sub: 'ada' }, dryRun: false }],
    [
      'end --sub https://as ada',
      { verb: 'end', person: { iss: 'https://as', sub: 'ada' }, dryRun: false },
    ],
    ['end --all --dry-run', { verb: 'end', dryRun: true }],
    [
      'end --before 2026-11-19T10:00:00+01:00',
      { verb: 'end', beforeMs: Date.UTC(2026, 10, 19, 9), dryRun: false },
    ],
    [
      'end --sub ada --before 2026-11-19T10:00Z',
      { verb: 'end', person: { sub: 'ada' }, beforeMs: Date.UTC(2026, 10, 19, 10), dryRun: false },
    ],
  ])('understands "%s"', (line, request) => {
    expect(read(line)).toEqual(request)
  })

  it.each([
    'kill --all',
    'end',
    'list',
    'list --sub ada --all',
    'end --all --sub ada',
    'end --all --before 2026-11-19T10:00Z',
    'end --before 2026-11-19T10:00', // whose time zone?
    'end --before yesterday',
    'end --before 2027-01-01T00:00Z', // has not come yet
    'end --sub one two three',
    'end ada --all',
    'end --everything',
    'end --sub',
  ])('does not guess what "%s" means', (line) => {
    expect(() => read(line)).toThrow(UsageError)
  })
})

it('explains itself with exit code 2 when it does not understand', async () => {
  const done = await call({}, ['end'])
  expect(done).toMatchObject({ exitCode: 2, out: '' })
  expect(done.log).toContain('pnpm sessions end  --sub <sub>')
})

async function signedIn({ origin }: Omit<House, 'close'>, person: string): Promise<Browser> {
  const browser = createBrowser()
  await signIn(browser, origin, person)
  return browser
}

async function entriesOf({ origin }: House, browser: Browser) {
  const answer = await browser.fetch(`${origin}/auth/sessions`)
  return SessionList.parse(await answer.json()).sessions
}

function subOf({ world }: House, person: string): string {
  return world.people.find(({ id }) => id === person)!.sub
}
