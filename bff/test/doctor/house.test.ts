/** What the doctor says of this side: settings, machine, APIs, store, and what production needs. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { isRedisInstalled, openRedis } from '../redis-server.ts'
import { type Row, examined, expectFinding } from './examined.ts'

const env = (more: Record<string, string | undefined>) => ({ env: more })
const file = (more: object) => ({
  machine: { envFile: () => ({ tracked: false, ignored: true, open: false, ...more }) },
})
const built = (build: Record<string, string>) => ({ ...live, machine: { build: () => build } })
const keys = 'A_-bcdefghijklmnopqrstuvwxyz0123456789ABCDE'

/** As it would be in production; nobody is asked. */
const live = {
  env: {
    NODE_ENV: undefined,
    APP_ORIGIN: 'https://app.example.com',
    OIDC_ISSUER: 'https://id.example.com',
    RESOURCE_NOTES_URL: 'https://notes.example.com',
    STORE_URL: 'sqlite:./data/claimcheck.db',
  },
  request: { prod: true, network: false },
}
const liveWith = (more: Record<string, string>) => ({ ...live, env: { ...live.env, ...more } })

const rows: Row[] = [
  ['env-settings', 'pass', 'all are right', {}, /complete/],
  ['env-settings', 'fail', 'one is missing', env({ OIDC_CLIENT_ID: '' }), /OIDC_CLIENT_ID is miss/],
  ['env-settings', 'fail', 'one is unknown', env({ OIDC_ISUER: 'x' }), /did you mean OIDC_ISSUER/],
  ['env-settings', 'fail', 'the issuer is a name', env({ OIDC_ISSUER: 'acme.com' }), /https URL/],
  ['env-sample', 'pass', 'none was left', {}, /No sample/],
  [
    'env-sample',
    'fail',
    'a sample was left',
    env({ OIDC_CLIENT_SECRET: 'paste-the-client-secret-here' }),
    /sample/,
  ],
  ['env-secret', 'pass', 'it is long', {}, /long enough/],
  ['env-secret', 'warn', 'it is short', env({ OIDC_CLIENT_SECRET: 'hunter2' }), /7 characters/],
  ['env-secret', 'warn', 'it repeats', env({ OIDC_CLIENT_SECRET: 'ab'.repeat(20) }), /by hand/],
  ['env-file', 'pass', 'git leaves it alone', {}, /ignores/],
  ['env-file', 'skip', 'there is none', { machine: { envFile: () => undefined } }, /no \.env/],
  ['env-file', 'fail', 'git tracks it', file({ tracked: true }), /git rm/],
  ['env-file', 'warn', 'git would take it', file({ ignored: false }), /gitignore/],
  ['env-file', 'warn', 'others may read it', file({ open: true }), /chmod 600/],
  ['env-browser', 'pass', 'no secret goes there', env({ VITE_TITLE: 'Notes' }), /No secret/],
  ['env-browser', 'fail', 'one does by its name', env({ VITE_API_SECRET: 'x' }), /VITE_API_SECRET/],
  [
    'env-browser',
    'fail',
    'one does under another name',
    { env: ({ clientSecret }) => ({ VITE_THING: clientSecret }) },
    /VITE_THING/,
  ],
  ['runtime-node', 'pass', 'it is new', {}, /as they are/],
  ['runtime-node', 'fail', 'it is old', { machine: { nodeVersion: 'v20.19.0' } }, /older/],
  ['runtime-port', 'pass', 'it is free', {}, /free/],
  ['runtime-port', 'warn', 'it is taken', { machine: { isFree: async () => false } }, /already/],
  ['upstream-reachable', 'pass', 'it answers', {}, /answers \(401\)/],
  [
    'upstream-reachable',
    'fail',
    'nobody is there',
    env({ RESOURCE_NOTES_URL: 'http://127.0.0.1:9/notes' }),
    /RESOURCE_NOTES_URL/,
  ],
  ['upstream-closed', 'pass', 'it refuses', {}, /refuses who comes/],
  ['upstream-closed', 'fail', 'it is open', { apiStatus: 200 }, /is open/],
  ['upstream-closed', 'warn', 'it says 403', { apiStatus: 403 }, /401 is meant/],
  ['upstream-closed', 'skip', 'nothing is at its root', { apiStatus: 404 }, /answers 404/],
  ['store-answers', 'pass', 'it is there', {}, /answers in/],
  [
    'store-answers',
    'fail',
    'it is not',
    env({ STORE_URL: `sqlite:${import.meta.filename}/claimcheck.db` }),
    /does not answer/,
  ],
  ['store-kind', 'warn', 'it forgets', {}, /in memory/],
  ['store-kind', 'pass', 'it is Redis', env({ STORE_URL: 'redis://127.0.0.1:9' }), /noeviction/],
  ['production-origin', 'pass', 'it is public', live, /app\.example\.com/],
  [
    'production-origin',
    'warn',
    'it is this machine',
    liveWith({ APP_ORIGIN: 'https://localhost' }),
    /this machine/,
  ],
  ['env-settings', 'fail', 'production is asked of a test', { request: { prod: true } }, /https/],
  ['production-keys', 'warn', 'there is one', live, /one session key/],
  [
    'production-keys',
    'pass',
    'there are two',
    liveWith({ SESSION_KEYS: `${keys},${keys.split('').toReversed().join('')}` }),
    /second/,
  ],
  ['production-proxies', 'warn', 'none is trusted', live, /loopback/],
  [
    'production-proxies',
    'warn',
    'none is, in a container',
    liveWith({ HOST: '0.0.0.0' }),
    /No pro/,
  ],
  ['production-proxies', 'pass', 'one is', liveWith({ TRUSTED_PROXIES: '10.0.0.1' }), /counts/],
  ['production-health', 'warn', 'nobody can ask', live, /MANAGEMENT_PORT/],
  ['production-health', 'pass', 'somebody can', liveWith({ MANAGEMENT_PORT: '9090' }), /livez/],
  ['production-build', 'pass', 'it is built', live, /is built/],
  [
    'production-build',
    'fail',
    'it is not',
    { ...live, machine: { build: () => undefined } },
    /pnpm build/,
  ],
  [
    'production-build',
    'fail',
    'maps are in it',
    built({ 'index.html': '', 'a.js.map': '' }),
    /a\.js\.map/,
  ],
  [
    'production-build',
    'fail',
    'the inspector is in it',
    built({ 'index.html': '', 'a.js': 'fetch("/__dev/feed")' }),
    /a\.js/,
  ],
  [
    'production-build',
    'fail',
    'a script would not run',
    built({ 'index.html': '<script>go()</script>' }),
    /policy/,
  ],
]

describe('the doctor says of this side', () => {
  it.each(rows)('%s: %s, when %s', (...row) => expectFinding(row))
})

describe.runIf(isRedisInstalled())('a Redis', () => {
  it.each([
    ['noeviction', 'pass', /evicts nothing/],
    ['allkeys-lru', 'fail', /throws sessions away .*allkeys-lru/],
  ] as const)('with maxmemory-policy %s: %s', async (policy, status, says) => {
    const redis = await openRedis(['--maxmemory-policy', policy])
    onTestFinished(redis.close)
    const { of } = await examined({ env: { STORE_URL: redis.url } })
    expect(of('store-kind')).toMatchObject({ status, message: expect.stringMatching(says) })
    expect(of('store-answers')?.status).toBe('pass')
  })

  it('that tells nobody what it does is believed to be set up well', async () => {
    const redis = await openRedis([
      '--user',
      'default',
      'on',
      'nopass',
      '~*',
      '&*',
      '+@all',
      '-info',
    ])
    onTestFinished(redis.close)
    const { of } = await examined({ env: { STORE_URL: redis.url } })
    expect(of('store-kind')).toMatchObject({
      status: 'pass',
      message: expect.stringMatching(/See to it/),
    })
  })
})

it('finds a file for one machine to be a store', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'doctor-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const { of } = await examined({ env: { STORE_URL: `sqlite:${folder}/claimcheck.db` } })
  expect([of('store-kind')?.status, of('store-answers')?.status]).toEqual(['pass', 'pass'])
})
