/**
 * What only several processes on one file can show: a lost update, a record taken twice, a start at the
 * same moment, a death on the way. Each process is a real one, with its own connection and no shared event loop.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { createSqliteStorage } from './sqlite.ts'
import type { Storage } from './storage.ts'

const clock = { now: () => 1_800_000_000_000 }
const expiresAtMs = clock.now() + 60_000

// Processes take their time to start on a busy machine.
vi.setConfig({ testTimeout: 20_000 })

let folder: string
let file: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'claimcheck-'))
  file = join(folder, 'claimcheck.db')
})
afterEach(() => rmSync(folder, { recursive: true }))

it('creates files together with other processes that do the same', async () => {
  // Many files, because two processes must meet within some microseconds for the deadlock to happen.
  const answers = await inProcesses(
    4,
    `for (let number = 0; number < 50; number++) {
       await createSqliteStorage(file + number, clock).read('a')
     }
     console.log('opened all')`,
  )
  expect(answers).toEqual(Array.from({ length: 4 }, () => ['opened all']))
})

it('loses no update of several processes [TS-09]', async () => {
  await inProcesses(
    3,
    `for (let done = 0; done < 100; ) {
       const { tokens } = await storage.read('a')
       const count = Buffer.from([(tokens?.value[0] ?? 0), (tokens?.value[1] ?? 0)]).readUInt16BE()
       const value = Buffer.alloc(2)
       value.writeUInt16BE(count + 1)
       const ifVersion = tokens?.version ?? 0
       if (await storage.write('a', 'tokens', value, { ifVersion, expiresAtMs })) done++
     }`,
  )
  const { tokens } = await open().read('a')
  expect(tokens!.version).toBe(300)
  expect(Buffer.from(tokens!.value).readUInt16BE()).toBe(300)
})

it('lets one of several processes burn a state, and gives each record to one of them', async () => {
  const storage = open()
  const ids = Array.from({ length: 100 }, (_, number) => `${number}`)
  for (const id of ids)
    await storage.write(id, 'tokens', Buffer.of(), { ifVersion: 0, expiresAtMs })
  const answers = await inProcesses(
    3,
    `for (let id = 0; id < 100; id++) {
       const options = { ifVersion: 0, expiresAtMs }
       if (await storage.write(id + '', 'burned', Buffer.of(), options)) console.log('burned', id)
       if (await storage.take(id + '', 'tokens')) console.log('took', id)
     }`,
  )
  const expected = ids.flatMap((id) => [`burned ${id}`, `took ${id}`])
  expect(answers.flat().toSorted()).toEqual(expected.toSorted())
})

it('gives the lease to one of several processes [TS-07]', async () => {
  const answers = await inProcesses(
    3,
    `for (let id = 0; id < 100; id++) {
       if (await storage.lease(id + '', 60_000)) console.log(id)
     }`,
  )
  const ids = Array.from({ length: 100 }, (_, number) => `${number}`)
  expect(answers.flat().toSorted()).toEqual(ids.toSorted())
})

it('carries what one process says to every other, once', async () => {
  const heard: string[] = []
  open().subscribe((message) => void heard.push(message))
  // Each also listens for longer than two looks: its own words must not come back to it from the file.
  const answers = await inProcesses(
    2,
    `let own = 0
     storage.subscribe((message) => own += message.startsWith(process.pid) ? 1 : 0)
     for (let number = 0; number < 20; number++) await storage.publish(process.pid + ' ' + number)
     setTimeout(() => console.log(own), 600)`,
  )
  expect(answers).toEqual([['20'], ['20']])
  await vi.waitFor(() => expect(heard).toHaveLength(40), { timeout: 5_000 })
  expect(new Set(heard).size).toBe(40)
})

it('is left whole by a process that is killed while it writes', async () => {
  const victim = start(
    `for (let id = 0; ; id++) {
       const value = Buffer.alloc(20_000, id + ' ')
       await storage.write(id + '', 'session', value, { ifVersion: 0, expiresAtMs })
       await storage.write(id + '', 'tokens', value, { ifVersion: 0, expiresAtMs })
       if (id % 2 === 1) await storage.bury(id + '', expiresAtMs)
       console.log(id)
     }`,
  )
  const told: string[] = []
  for await (const id of createInterface(victim.stdout!)) {
    told.push(id)
    if (told.length === 40) victim.kill('SIGKILL')
  }

  using db = new DatabaseSync(file)
  expect(db.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' })
  const storage = open()
  const states = await Promise.all(told.map((id) => stateOf(storage, id)))
  expect(states).toEqual(told.map((id) => (Number(id) % 2 === 1 ? 'buried' : 'whole')))
  // The one it died in may be at any point between two steps, never inside one.
  expect(await stateOf(storage, `${told.length}`)).not.toBe('broken')
})

async function stateOf(storage: Storage, id: string): Promise<string> {
  const { session, tokens } = await storage.read(id)
  const isFree = await storage.write(id, 'burned', Buffer.of(), { ifVersion: 0, expiresAtMs })
  if (!isFree) return session || tokens ? 'broken' : 'buried'
  const whole = Buffer.alloc(20_000, `${id} `)
  const kept = [session, tokens].filter((record) => record !== undefined)
  if (!kept.every(({ value }) => whole.equals(value))) return 'broken'
  return kept.length === 2 ? 'whole' : 'begun'
}

function open(): Storage {
  const storage = createSqliteStorage(file, clock)
  onTestFinished(() => storage.close())
  return storage
}

function start(script: string): ChildProcess {
  const program = `
    import { createSqliteStorage } from ${JSON.stringify(import.meta.resolve('./sqlite.ts'))}
    const file = ${JSON.stringify(file)}
    const clock = { now: () => ${clock.now()} }
    const expiresAtMs = ${expiresAtMs}
    const storage = createSqliteStorage(file, clock)
    ${script}`
  const flags = ['--input-type=module', '--eval', program]
  const child = spawn(process.execPath, flags, { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

/** Runs the script in so many processes at once. @returns what each of them told, line by line */
function inProcesses(count: number, script: string): Promise<string[][]> {
  const run = async () => {
    const child = start(script)
    const exit = once(child, 'exit')
    const lines: string[] = []
    for await (const line of createInterface(child.stdout!)) lines.push(line)
    expect(await exit).toEqual([0, null])
    return lines
  }
  return Promise.all(Array.from({ length: count }, run))
}
