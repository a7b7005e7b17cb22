/**
 * SESSION_KEYS: a comma list of base64url keys, the first one writes and all of them read, so that a key
 * can be replaced without signing anyone out. Refuses what could be guessed or was copied. What is
 * derived from the keys is told in `storage/keyring.ts`.
 */
const leastOctets = 32

/** 32 random octets hold about 30 different ones; fewer than 16 happens less than once in 10^14 keys. */
const leastDistinct = 16

export const makeKey = `node -p "crypto.randomBytes(32).toString('base64url')"`

export function parseKeys(list: string): Uint8Array[] {
  return split(list).map((key) => new Uint8Array(Buffer.from(key, 'base64url')))
}

export function keysFault(list: string): string | undefined {
  // Checked before decoding: Buffer skips what it does not know, and half a key would still be a key.
  if (!split(list).every((key) => /^[\w-]+$/.test(key))) {
    return `must be base64url keys, joined by commas; make one with: ${makeKey}`
  }
  const keys = parseKeys(list)
  if (keys.some((key) => key.length < leastOctets)) {
    return `must be keys of at least ${leastOctets} octets each; make one with: ${makeKey}`
  }
  if (keys.some((key) => new Set(key).size < leastDistinct)) {
    return `must be random, and one key is not; make one with: ${makeKey}`
  }
  if (new Set(keys.map(String)).size < keys.length) return 'must not hold the same key twice'
  return undefined
}

function split(list: string): string[] {
  return list.split(',').map((key) => key.trim())
}
