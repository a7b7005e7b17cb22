import { hkdfSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createKeyring } from './keyring.ts'

const older = Buffer.alloc(32, 'older')
const newer = Buffer.alloc(32, 'newer')

describe('keyring', () => {
  it('derives keys as RFC 5869 says, with the purpose as info', () => {
    const expected = hkdfSync('sha256', older, '', 'claimcheck/records/v1', 32)
    expect(createKeyring([older]).writeKey('records').key).toEqual(new Uint8Array(expected))
  })

  it('has another key for each purpose', () => {
    const keyring = createKeyring([older])
    const keys = (['records', 'transaction-cookie', 'handle', 'subject'] as const)
      .map((purpose) => keyring.writeKey(purpose).key)
      .map((key) => Buffer.from(key).toString('hex'))
    expect(new Set(keys).size).toBe(4)
  })

  it('writes with the first key and reads with all [SC-18]', () => {
    const before = createKeyring([older]).writeKey('records')
    const keyring = createKeyring([newer, older])
    expect(keyring.writeKey('records')).toEqual(createKeyring([newer]).writeKey('records'))
    expect(keyring.readKey('records', before.id)).toEqual(before.key)
    expect(keyring.allKeys('records')).toEqual([keyring.writeKey('records'), before])
  })

  it('finds a key wherever it stands in the list', () => {
    const { id, key } = createKeyring([older]).writeKey('records')
    expect(createKeyring([older, newer]).readKey('records', id)).toEqual(key)
    expect(createKeyring([newer, older]).readKey('records', id)).toEqual(key)
  })

  it('knows neither a key that was taken out nor one of another purpose', () => {
    const { id } = createKeyring([older]).writeKey('records')
    expect(createKeyring([newer]).readKey('records', id)).toBeUndefined()
    expect(createKeyring([older]).readKey('transaction-cookie', id)).toBeUndefined()
  })

  it('refuses to be without keys', () => {
    expect(() => createKeyring([])).toThrow('A keyring needs a key')
  })
})

describe('fingerprint', () => {
  const { fingerprint } = createKeyring([older])

  it('is sixteen base64url characters, the same each time, another for each text', () => {
    expect(fingerprint('subject', 'alice')).toMatch(/^[\w-]{16}$/)
    expect(fingerprint('subject', 'alice')).toBe(fingerprint('subject', 'alice'))
    expect(fingerprint('subject', 'alice')).not.toBe(fingerprint('subject', 'bob'))
  })

  it('cannot be computed without the key, nor matched across purposes', () => {
    const elsewhere = createKeyring([newer])
    expect(fingerprint('subject', 'alice')).not.toBe(elsewhere.fingerprint('subject', 'alice'))
    expect(fingerprint('subject', 'alice')).not.toBe(fingerprint('handle', 'alice'))
  })
})
