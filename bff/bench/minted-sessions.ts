/**
 * Sessions straight into a store, as sign-in would have left them: a record, and a token set of four
 * kilobytes beside it. Nobody has to sign in a million times.
 */
import { randomBytes } from 'node:crypto'
import { resourceNames } from '../src/api/resources.ts'
import { readConfig } from '../src/config/read-config.ts'
import type { TokenSet } from '../src/oauth/token-set.ts'
import { createTokenVault } from '../src/oauth/token-vault.ts'
import { createLifetime } from '../src/session/lifetime.ts'
import { marksOf } from '../src/session/marks.ts'
import { encodeRecord, type SessionRecord } from '../src/session/session-record.ts'
import { digest } from '../src/storage/digest.ts'
import { createKeyring } from '../src/storage/keyring.ts'
import { openStorage } from '../src/storage/open-storage.ts'
import { createSealed } from '../src/storage/sealed.ts'
import { sessionValue } from './session-values.ts'

const batch = 500

/** @param env of the process that will serve them; its keys seal them */
export async function mintSessions(
  env: Record<string, string>,
  from: number,
  to: number,
): Promise<void> {
  const config = readConfig(env, resourceNames)
  const clock = { now: () => Date.now() }
  const storage = openStorage(config.storeUrl, clock)
  const keyring = createKeyring(config.session.keys)
  const sealed = createSealed(storage, keyring, randomBytes)
  const vault = createTokenVault(sealed)
  const lifetime = createLifetime(config.session)
  const mint = async (number: number) => {
    const id = digest(sessionValue(number))
    const record = recordOf(config.oidc.issuer, number)
    const expiresAtMs = lifetime.storeUntilMs(record.absoluteExpiresAt * 1000)
    const first = { ifVersion: 0, expiresAtMs }
    await vault.keep(id, tokensOf(), first)
    const marks = marksOf(record)
    await sealed.write(id, 'session', encodeRecord(record), { ...first, marks })
  }
  for (let at = from; at < to; at += batch) {
    const numbers = Array.from({ length: Math.min(batch, to - at) }, (_, offset) => at + offset)
    await Promise.all(numbers.map(mint))
  }
  await storage.close()
}

function recordOf(iss: string, number: number): SessionRecord {
  const now = Math.floor(Date.now() / 1000)
  const sub = `person-${number}`
  return {
    iss,
    sub,
    sid: randomBytes(16).toString('base64url'),
    user: { sub, name: `Person ${number}`, email: `${sub}@example.com` },
    handle: randomBytes(12).toString('base64url'),
    authTime: now,
    acr: 'urn:example:two-factor',
    amr: ['pwd', 'otp'],
    scope: 'openid profile email',
    createdAt: now,
    device: 'Chrome on Linux',
    address: '203.0.113.0',
    absoluteExpiresAt: now + 12 * 60 * 60,
  }
}

/** JWTs as a large provider makes them: 1440, 1200 and 1360 characters, four kilobytes together. */
function tokensOf(): TokenSet {
  const text = (characters: number) =>
    randomBytes(characters).toString('base64url').slice(0, characters)
  const expiresAtMs = Date.now() + 12 * 60 * 60_000
  const token = { token: text(1440), scope: 'openid', expiresAtMs, dueAtMs: expiresAtMs - 30_000 }
  return { access: { '': token }, idToken: text(1200), refreshToken: text(1360) }
}
