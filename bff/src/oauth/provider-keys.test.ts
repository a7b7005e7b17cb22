import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createProviderKeys } from './provider-keys.ts'

const jwksUri = 'https://id.example.com/jwks'
const header = (kid: string) => ({ alg: 'ES256', kid })

const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const jwk = publicKey.export({ format: 'jwk' })

/** An authorization server that publishes these key ids, or answers so. */
function serving(...kids: string[]) {
  const clock = { ms: 0, now: () => clock.ms }
  const server = { kids, asked: [] as string[], answer: undefined as Response | undefined }
  const fetch = async (url: string | URL | Request) => {
    server.asked.push(url as string)
    const keys = server.kids.map((kid) => ({ ...jwk, kid, alg: 'ES256', use: 'sig' }))
    return server.answer?.clone() ?? Response.json({ keys })
  }
  const client = { keysUrl: async () => jwksUri }
  const keyFor = createProviderKeys({ client, clock, fetch, timeoutMs: 1000 })
  return { clock, server, keyFor }
}

describe('createProviderKeys', () => {
  it('asks once for a key that it finds, and only where the metadata says', async () => {
    const { server, keyFor } = serving('a')
    const key = await keyFor(header('a'))
    expect(await keyFor(header('a'))).toBe(key)
    expect(server.asked).toEqual([jwksUri])
  })

  it('asks once for all who come at the same time', async () => {
    const { server, keyFor } = serving('a')
    await Promise.all([keyFor(header('a')), keyFor(header('a')), keyFor(header('a'))])
    expect(server.asked).toHaveLength(1)
  })

  it('asks again for an unknown key id, at most once in ten seconds [LO-10]', async () => {
    const { clock, server, keyFor } = serving('a')
    await keyFor(header('a'))
    server.kids = ['b']
    clock.ms = 9_999
    await expect(keyFor(header('b'))).rejects.toThrow('no applicable key')
    expect(server.asked).toHaveLength(1)
    clock.ms = 10_000
    await keyFor(header('b'))
    await expect(keyFor(header('made-up'))).rejects.toThrow('no applicable key')
    expect(server.asked).toHaveLength(2)
  })

  it('drops what is ten minutes old', async () => {
    const { clock, server, keyFor } = serving('a')
    await keyFor(header('a'))
    server.kids = ['b']
    clock.ms = 599_999
    await keyFor(header('a'))
    clock.ms = 600_000
    await expect(keyFor(header('a'))).rejects.toThrow('no applicable key')
  })

  it.each([
    ['an error', () => Response.json({ keys: [] }, { status: 500 }), 'gives no keys'],
    ['a redirect', () => Response.redirect('https://evil.example/jwks'), 'gives no keys'],
    ['no JSON', () => new Response('<html>'), 'not valid JSON'],
    ['no key set', () => Response.json({ keys: 'none' }), 'JSON Web Key Set malformed'],
  ])('fails on %s, and asks again a second later', async (_what, answer, says) => {
    const { clock, server, keyFor } = serving('a')
    server.answer = answer()
    await expect(keyFor(header('a'))).rejects.toThrow(says)
    server.answer = undefined
    clock.ms = 999
    await expect(keyFor(header('a'))).rejects.toThrow(says)
    expect(server.asked).toHaveLength(1)
    clock.ms = 1_000
    await keyFor(header('a'))
    expect(server.asked).toHaveLength(2)
  })
})
