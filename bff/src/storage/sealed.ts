/**
 * A storage whose values nobody can read or change without our keys: each is sealed with AES-256-GCM before
 * it goes into the storage below. A stolen file or backup holds no token (TS-03), and the seal binds a value
 * to its id and kind, so that rows cannot be exchanged either.
 *
 * What cannot be opened – a retired key, a flipped bit – is absent: that session ends cleanly and nothing
 * is told about why. It still holds its place: nobody gets a burned state back by breaking its record.
 *
 * A sealed value: format 1 | key id 4 | IV 12 | ciphertext | tag 16 (octets).
 */
import { createCipheriv, createDecipheriv } from 'node:crypto'
import type { Ports } from '../ports.ts'
import type { Keyring } from './keyring.ts'
import type { Kind, Storage, StoredRecord } from './storage.ts'

const format = 1
const ivAt = 5
const textAt = 17
const tagLength = 16
const options = { authTagLength: tagLength }

export function createSealed(storage: Storage, keyring: Keyring, random: Ports['random']): Storage {
  return {
    ...storage,

    async read(id) {
      const records = await storage.read(id)
      const opened: typeof records = {}
      for (const kind of Object.keys(records) as Kind[]) {
        const record = open(id, kind, records[kind])
        if (record) opened[kind] = record
      }
      return opened
    },

    async write(id, kind, value, how) {
      return storage.write(id, kind, seal(id, kind, value), how)
    },

    async take(id, kind) {
      return open(id, kind, await storage.take(id, kind))
    },
  }

  // A random IV is safe for 2^32 values under one key (NIST SP 800-38D §8.3): at a hundred writes a second
  // that is sixteen months. A busier house changes SESSION_KEYS accordingly.
  function seal(id: string, kind: Kind, value: Uint8Array): Uint8Array {
    const key = keyring.writeKey('records')
    const iv = random(textAt - ivAt)
    const cipher = createCipheriv('aes-256-gcm', key.key, iv, options).setAAD(nameOf(id, kind))
    const text = cipher.update(value)
    cipher.final()
    return Buffer.concat([Uint8Array.of(format), key.id, iv, text, cipher.getAuthTag()])
  }

  function open(id: string, kind: Kind, record?: StoredRecord): StoredRecord | undefined {
    if (record === undefined) return undefined
    const sealed = record.value
    const textEnd = sealed.length - tagLength
    if (textEnd < textAt || sealed[0] !== format) return undefined
    const key = keyring.readKey('records', sealed.subarray(1, ivAt))
    if (key === undefined) return undefined
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(ivAt, textAt), options)
    decipher.setAAD(nameOf(id, kind)).setAuthTag(sealed.subarray(textEnd))
    const value = decipher.update(sealed.subarray(textAt, textEnd))
    return isGenuine(decipher) ? { ...record, value } : undefined
  }
}

// The separator cannot stand in a kind, so no two names fall together.
function nameOf(id: string, kind: Kind): Buffer {
  return Buffer.from(`${kind}\0${id}`)
}

// `final` compares the tag, and throws. Before it says yes, nothing deciphered may leave.
function isGenuine(decipher: ReturnType<typeof createDecipheriv>): boolean {
  try {
    decipher.final()
    return true
  } catch {
    return false
  }
}
