import { describe, expect, it } from 'vitest'
import { readConfig } from '../config/read-config.ts'
import { versionOf } from './version.ts'

const keyFrom = (first: number) =>
  Buffer.from(Array.from({ length: 32 }, (_, at) => (first + at * 37) % 256)).toString('base64url')

const env = {
  APP_ORIGIN: 'https://app.example.com',
  OIDC_ISSUER: 'https://as.example.com',
  OIDC_CLIENT_ID: 'web',
  OIDC_CLIENT_SECRET: 'marker-secret',
  SESSION_KEYS: keyFrom(1),
  BUILD_ID: '3f2a91c',
}

const wordOf = (more: Record<string, string> = {}) =>
  versionOf(readConfig({ ...env, ...more }, [])).config

describe('versionOf', () => {
  it('says the build, and of the settings one short word', () => {
    expect(versionOf(readConfig(env, []))).toEqual({
      build: '3f2a91c',
      config: expect.stringMatching(/^[\w-]{16}$/),
    })
  })

  it('says the same of two instances that differ in where they listen', () => {
    const more = { PORT: '8080', HOST: '0.0.0.0', MANAGEMENT_PORT: '9090', LOG_LEVEL: 'debug' }
    expect(wordOf(more)).toBe(wordOf())
  })

  it.each([
    ['a lifetime', { SESSION_IDLE_SECONDS: '60' }],
    ['a secret', { OIDC_CLIENT_SECRET: 'another-secret' }],
    ['the keys', { SESSION_KEYS: keyFrom(2) }],
    ['a second key', { SESSION_KEYS: `${keyFrom(1)},${keyFrom(2)}` }],
  ])('says another when they differ in %s', (_what, more) => {
    expect(wordOf(more)).not.toBe(wordOf())
  })
})
