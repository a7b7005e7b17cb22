/**
 * All keys of the house, derived from SESSION_KEYS: one for each purpose, so that what is sealed for one
 * can never be opened as another (HKDF, RFC 5869). The first of SESSION_KEYS writes, all of them read;
 * that is how a key is replaced without signing anyone out: put the new one first, drop the old one when
 * the longest session is over.
 */
import { createHmac, hash, hkdfSync } from 'node:crypto'

const purposes = ['records', 'transaction-cookie', 'handle', 'subject', 'ticket', 'limit'] as const
export type Purpose = (typeof purposes)[number]

export interface DerivedKey {
  /** Four octets that name this key; they come from the key itself, so the order of the list is free. */
  id: Uint8Array
  /** 32 octets. */
  key: Uint8Array
}

export interface Keyring {
  writeKey(purpose: Purpose): DerivedKey
  readKey(purpose: Purpose, id: Uint8Array): Uint8Array | undefined
  allKeys(purpose: Purpose): readonly DerivedKey[]
  /**
   * A public name for something that must not be told, e.g. a session id in the log (ASVS 16.2.5): 96 bits
   * of a keyed hash, so nobody without the key can try candidates. A new first key gives new names.
   */
  fingerprint(purpose: Purpose, text: string): string
}

export function createKeyring(keys: readonly Uint8Array[]): Keyring {
  if (keys.length === 0)
    throw new Error('A keyring needs a key: give at least one in SESSION_KEYS.')
  // Once and for all: a few microseconds each at start-up, none per request.
  const derived = new Map(
    purposes.map((purpose) => [purpose, keys.map((key) => derive(key, purpose))]),
  )
  const allKeys = (purpose: Purpose) => derived.get(purpose)!
  const writeKey = (purpose: Purpose) => allKeys(purpose)[0]!

  return {
    writeKey,
    readKey: (purpose, id) =>
      allKeys(purpose).find((candidate) => Buffer.compare(candidate.id, id) === 0)?.key,
    allKeys,
    fingerprint: (purpose, text) =>
      createHmac('sha256', writeKey(purpose).key).update(text).digest('base64url').slice(0, 16),
  }
}

// No salt: the master keys are uniformly random already (RFC 5869 §3.1).
function derive(masterKey: Uint8Array, purpose: Purpose): DerivedKey {
  const info = `claimcheck/${purpose}/v1`
  const key = new Uint8Array(hkdfSync('sha256', masterKey, new Uint8Array(), info, 32))
  return { id: hash('sha256', key, 'buffer').subarray(0, 4), key }
}
