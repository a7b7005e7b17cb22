import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { describeStorage } from './contract.suite.ts'
import { createKeyring } from './keyring.ts'
import { createMemoryStorage } from './memory.ts'
import { createSealed } from './sealed.ts'
import { createSqliteStorage } from './sqlite.ts'
import type { Kind, Storage } from './storage.ts'

const clock = { now: () => 1_800_000_000_000 }
const options = { ifVersion: 0, expiresAtMs: clock.now() + 60_000 }
const older = randomBytes(32)
const newer = randomBytes(32)

const sealedWith = (storage: Storage, ...keys: Uint8Array[]) =>
  createSealed(storage, createKeyring(keys), randomBytes)

describeStorage('sealed', (time) => sealedWith(createMemoryStorage(time), older))

describe('sealed storage', () => {
  it('leaves no token in clear in the files of the store [TS-03]', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'claimcheck-'))
    const below = createSqliteStorage(join(folder, 'claimcheck.db'), clock)
    onTestFinished(async () => {
      await below.close()
      rmSync(folder, { recursive: true })
    })
    await below.write('clear', 'tokens', Buffer.from('marked-clear'), options)
    await sealedWith(below, older).write('a', 'tokens', Buffer.from('marked-token'), options)
    const dump = Buffer.concat(readdirSync(folder).map((file) => readFileSync(join(folder, file))))
    expect(dump.includes('marked-clear')).toBe(true) // the dump does show what is not sealed
    expect(dump.includes('marked-token')).toBe(false)
  })

  it('reads what an older key sealed, and seals with the newer one [SC-18]', async () => {
    const below = createMemoryStorage(clock)
    await sealedWith(below, older).write('a', 'tokens', Buffer.from('kept'), options)
    const rotated = sealedWith(below, newer, older)
    expect(await textOf(rotated, 'a', 'tokens')).toBe('kept')
    await rotated.write('b', 'tokens', Buffer.from('new'), options)
    expect(await textOf(sealedWith(below, newer), 'b', 'tokens')).toBe('new')
    expect(await textOf(sealedWith(below, older), 'b', 'tokens')).toBeUndefined()
  })

  it('finds nothing where the key is retired, and does not fail [TS-03, SC-18]', async () => {
    const below = createMemoryStorage(clock)
    await sealedWith(below, older).write('a', 'tokens', Buffer.from('lost'), options)
    expect(await sealedWith(below, newer).read('a')).toEqual({})
    expect(await sealedWith(below, newer).take('a', 'tokens')).toBeUndefined()
  })

  it('finds nothing in records that were exchanged between ids or kinds', async () => {
    const below = createMemoryStorage(clock)
    const storage = sealedWith(below, older)
    await storage.write('alice', 'tokens', Buffer.from('of alice'), options)
    await storage.write('bob', 'tokens', Buffer.from('of bob'), options)
    const { tokens: ofAlice } = await below.read('alice')
    const { tokens: ofBob } = await below.read('bob')
    await below.write('alice', 'tokens', ofBob!.value, { ...options, ifVersion: 1 })
    await below.write('bob', 'tokens', ofAlice!.value, { ...options, ifVersion: 1 })
    await below.write('bob', 'session', ofBob!.value, options)
    expect(await storage.read('alice')).toEqual({})
    expect(await storage.read('bob')).toEqual({})
  })

  it('finds nothing where any single bit was changed', async () => {
    const sealed = await sealedValue()
    const found: number[] = []
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const changed = Buffer.from(sealed)
      changed[bit >> 3]! ^= 1 << (bit & 7)
      if ((await opened(changed)) !== undefined) found.push(bit)
    }
    expect(found).toEqual([])
    expect(await opened(sealed)).toBe('secret')
  })

  it('finds nothing in a value that was cut short or made longer', async () => {
    const sealed = await sealedValue()
    const lengths = Array.from(sealed, (_, length) => length)
    const cut = await Promise.all(lengths.map((length) => opened(sealed.subarray(0, length))))
    expect(cut.filter((text) => text !== undefined)).toEqual([])
    expect(await opened(Buffer.concat([sealed, Buffer.of(0)]))).toBeUndefined()
  })

  it('keeps the place of a record it cannot open, so that nothing burned can be burned again', async () => {
    const below = createMemoryStorage(clock)
    await below.write('state', 'burned', Buffer.from('broken'), options)
    const storage = sealedWith(below, older)
    expect(await storage.write('state', 'burned', Buffer.of(), options)).toBeUndefined()
  })

  it('takes a new IV for every value', async () => {
    const below = createMemoryStorage(clock)
    const storage = sealedWith(below, older)
    const ivs = new Set<string>()
    for (let version = 0; version < 100; version++) {
      await storage.write('a', 'tokens', Buffer.of(), { ...options, ifVersion: version })
      const { tokens } = await below.read('a')
      ivs.add(Buffer.from(tokens!.value.subarray(5, 17)).toString('hex'))
    }
    expect(ivs.size).toBe(100)
  })
})

async function sealedValue(): Promise<Buffer> {
  const below = createMemoryStorage(clock)
  await sealedWith(below, older).write('a', 'tokens', Buffer.from('secret'), options)
  return Buffer.from((await below.read('a')).tokens!.value)
}

async function opened(sealed: Uint8Array): Promise<string | undefined> {
  const below = createMemoryStorage(clock)
  await below.write('a', 'tokens', sealed, options)
  return textOf(sealedWith(below, older), 'a', 'tokens')
}

async function textOf(storage: Storage, id: string, kind: Kind): Promise<string | undefined> {
  const record = (await storage.read(id))[kind]
  return record && Buffer.from(record.value).toString()
}
