import { describe, expect, it } from 'vitest'
import type { SessionRecord } from '../session/session-record.ts'
import { createLifetime } from '../session/lifetime.ts'
import { createMemoryStorage } from '../storage/memory.ts'
import { createKeepExchanged } from './token-exchange-kept.ts'
import type { Grant } from './token-set.ts'
import { createTokenVault } from './token-vault.ts'

const token = { token: 'exchanged', scope: '' }
const id = 'session-1'

describe('keepExchanged', () => {
  it('keeps the token beside the others, under its own name [TK-13]', async () => {
    const { keep, vault } = await setUp()
    expect(await keep()).toBe(true)
    expect((await vault.read(id))?.tokens).toMatchObject({
      access: { '': { token: 'own' }, 'exchange x': token },
      refreshToken: 'refresh-1',
    })
  })

  it('never stands between a refresh and its saving: that one’s refresh token is not lost', async () => {
    const { keep, storage, vault } = await setUp()
    const fence = await storage.lease(id, 10_000) // a refresh is under way
    const held = (await vault.read(id))!
    expect(await keep()).toBe(true) // to be used, all the same
    const tokens = { ...held.tokens, refreshToken: 'refresh-2' }
    const options = { ifVersion: held.version, expiresAtMs: 1_000_000, ...(fence && { fence }) }
    expect(await vault.keep(id, tokens, options)).toBe(true)
  })

  it('lets the lease go again', async () => {
    const { keep, storage } = await setUp()
    await keep()
    expect(await storage.lease(id, 1_000)).toBeDefined()
  })

  it('revokes a token whose session has ended meanwhile, and says so [TK-13]', async () => {
    const { keep, revoked, storage } = await setUp()
    await storage.bury(id, 1_000_000)
    expect(await keep()).toBe(false)
    expect(revoked).toEqual([{ accessToken: 'exchanged' }])
  })
})

async function setUp() {
  const clock = { now: () => 1_000 }
  const storage = createMemoryStorage(clock)
  const vault = createTokenVault(storage)
  const own = { access: { '': { token: 'own', scope: '' } }, refreshToken: 'refresh-1' }
  await vault.keep(id, own, { ifVersion: 0, expiresAtMs: 1_000_000 })
  const revoked: Grant[] = []
  const keepExchanged = createKeepExchanged({
    clock,
    storage,
    vault,
    lifetime: createLifetime({ keys: [], idleSeconds: 600, absoluteSeconds: 600 }),
    revocation: { revokeGrant: (grant) => void revoked.push(grant) },
  })
  const record: SessionRecord = {
    iss: 'https://as.example',
    sub: 'alice',
    user: { sub: 'alice' },
    handle: 'h',
    authTime: 0,
    scope: '',
    createdAt: 0,
    absoluteExpiresAt: 600,
  }
  const standing = { signedIn: true as const, id, record, idleExpiresAtMs: 0, tokens: undefined }
  return { keep: () => keepExchanged(standing, 'exchange x', token), revoked, storage, vault }
}
