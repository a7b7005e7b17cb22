import { describe, expect, it } from 'vitest'
import { ConfigError } from './config-error.ts'
import { limitRules } from './limit-rules.ts'
import { readConfig } from './read-config.ts'

const key = 'Zm9ydHktdHdvIHB1bXBraW5zIGRhbmNlIGF0IG1pZG5pZ2h0'
const secondKey = 'c2V2ZW4gZHJvd3N5IGJhZGdlcnMgaHVtIGEgcXVpZXQgdHVuZQ'

const good = {
  APP_ORIGIN: 'https://app.example.com',
  OIDC_ISSUER: 'https://id.example.com/',
  OIDC_CLIENT_ID: 'claimcheck',
  OIDC_CLIENT_SECRET: 'hunter2',
  SESSION_KEYS: `${key},${secondKey}`,
  RESOURCE_NOTES_URL: 'https://notes.example.com/v1',
}
const local = {
  ...good,
  NODE_ENV: 'development',
  APP_ORIGIN: 'http://localhost:3000',
  OIDC_ISSUER: 'http://127.0.0.1:4000',
}

type Env = Record<string, string | undefined>

function read(env: Env, files: Record<string, string> = {}) {
  return readConfig(env, ['notes'], (path) => {
    const contents = files[path]
    if (contents === undefined) throw new Error('ENOENT')
    return contents
  })
}

function faultsOf(env: Env, files?: Record<string, string>) {
  try {
    read(env, files)
  } catch (error) {
    if (error instanceof ConfigError) return error
    throw error
  }
  throw new Error('These settings were accepted.')
}

describe('readConfig', () => {
  it('fills in what is not set', () => {
    const provider = {
      provider: 'generic',
      profile: 'oidc',
      displayName: 'id.example.com',
      issuer: 'https://id.example.com/',
      clientId: 'claimcheck',
      clientSecret: 'hunter2',
      clientAuth: 'client_secret_basic',
      clientAssertion: 'issuer',
      clientKeys: [],
      scope: 'openid profile email',
      authorizeParams: {},
      idTokenAlg: 'RS256',
      par: 'auto',
      requestObject: 'off',
      responseMode: 'query',
      responseAlg: 'RS256',
      dpop: 'off',
      userinfo: 'auto',
      logout: 'auto',
      logoutTokenTyp: 'require',
      frontchannelLogout: false,
      clockToleranceSeconds: 30,
      timeoutMs: 5000,
    }
    expect(read(good)).toEqual({
      production: true,
      appOrigin: 'https://app.example.com',
      insecureLoopback: false,
      host: '127.0.0.1',
      port: 3000,
      workers: 1,
      noticeMs: 0,
      trustedProxies: [],
      oidc: provider,
      providers: [provider],
      session: {
        keys: [
          new Uint8Array(Buffer.from('forty-two pumpkins dance at midnight')),
          new Uint8Array(Buffer.from('seven drowsy badgers hum a quiet tune')),
        ],
        idleSeconds: 1800,
        absoluteSeconds: 43_200,
      },
      storeUrl: 'sqlite:./data/claimcheck.db',
      resources: { notes: { url: 'https://notes.example.com/v1' } },
      limits: {
        'sign-in': limitRules('address:600/60,session:60/60,subject:120/60'),
        callback: limitRules('address:600/60'),
        'backchannel-logout': limitRules('address:600/60'),
        ordinary: limitRules('session:1200/60,subject:3600/60,address:1200/60'),
        costly: limitRules('session:60/60,subject:120/60,address:60/60'),
      },
      logLevel: 'info',
      continuesTraces: false,
      build: 'unknown',
    })
  })

  it('takes plain http on loopback when development is asked for', () => {
    expect(read(local)).toMatchObject({ production: false, insecureLoopback: true })
  })

  it('is not insecure in development behind https', () => {
    expect(read({ ...local, APP_ORIGIN: 'https://localhost:3000' }).insecureLoopback).toBe(false)
  })

  it('reads what a resource needs', () => {
    const env = {
      ...good,
      RESOURCE_NOTES_INDICATOR: 'urn:example:notes',
      RESOURCE_NOTES_SCOPE: 'notes:read notes:write',
    }
    expect(read(env).resources['notes']).toEqual({
      url: 'https://notes.example.com/v1',
      indicator: 'urn:example:notes',
      scope: 'notes:read notes:write',
    })
  })

  it('reads extra parameters of the authorization request', () => {
    const env = { ...good, OIDC_AUTHORIZE_PARAMS: 'audience=https%3A%2F%2Fnotes&prompt=consent' }
    expect(read(env).oidc.authorizeParams).toEqual({
      audience: 'https://notes',
      prompt: 'consent',
    })
  })

  it('takes an empty value for none', () => {
    expect(read({ ...good, PORT: '', RESOURCE_NOTES_SCOPE: '' })).toEqual(read(good))
  })

  it('reads a secret from a file and drops the line break at its end [CD-01]', () => {
    const { OIDC_CLIENT_SECRET, ...env } = { ...good, OIDC_CLIENT_SECRET_FILE: '/run/secret' }
    expect(read(env, { '/run/secret': 'hunter2\n' })).toEqual(read(good))
  })

  it('is frozen to the bottom', () => {
    const { oidc, resources, session } = read(good)
    expect([oidc.authorizeParams, resources['notes'], session.keys].every(Object.isFrozen)).toBe(
      true,
    )
  })

  it('names every wrong setting at once', () => {
    const error = faultsOf({ ...good, APP_ORIGIN: undefined, PORT: 'eighty', OIDC_SCOPES: 'a' })
    expect(error.message).toBe(
      [
        'Claimcheck cannot start: 3 settings are wrong.',
        "  APP_ORIGIN is missing. The browser's origin; the only source of redirect URIs and origin checks; for example https://app.example.com",
        '  PORT must be a whole number from 0 to 65535',
        '  OIDC_SCOPES is not a setting; did you mean OIDC_SCOPE?',
      ].join('\n'),
    )
  })
})

describe('readConfig refuses, naming the setting and not its value,', () => {
  it.each<[why: string, setting: string, value: string | undefined]>([
    ['a missing client secret [AR-01]', 'OIDC_CLIENT_SECRET', undefined],
    ['an empty client secret [AR-01]', 'OIDC_CLIENT_SECRET', ''],
    ['a client that proves nothing [AR-01]', 'OIDC_CLIENT_AUTH', 'none'],
    ['the sample client secret [CD-02]', 'OIDC_CLIENT_SECRET', 'paste-the-client-secret-here'],
    ['a blank behind the client secret', 'OIDC_CLIENT_SECRET', 'hunter2 '],
    ['missing keys', 'SESSION_KEYS', undefined],
    ['the sample key [CD-02]', 'SESSION_KEYS', 'paste-a-key-here'],
    ['the sample key beside a good one [CD-02]', 'SESSION_KEYS', `${key},paste-a-key-here`],
    ['a short key', 'SESSION_KEYS', `${key},c2hvcnQ`],
    ['a key of zeros [CD-02]', 'SESSION_KEYS', 'A'.repeat(43)],
    ['the same key twice', 'SESSION_KEYS', `${key},${key}`],
    ['a key in plain base64', 'SESSION_KEYS', 'Zm9ydHktdHdvIHB1bXBraW5zIGRhbmNlIGF0IG1pZA=='],
    ['a comma with no key behind it', 'SESSION_KEYS', `${key},`],
    ['a mode we do not know [CD-02]', 'NODE_ENV', 'live'],
    ['an origin with a final slash', 'APP_ORIGIN', 'https://app.example.com/'],
    ['an origin with a path', 'APP_ORIGIN', 'https://app.example.com/app'],
    ['an origin with credentials', 'APP_ORIGIN', 'https://me:pw@app.example.com'],
    ['an origin with its default port', 'APP_ORIGIN', 'https://app.example.com:443'],
    ['an origin in capitals', 'APP_ORIGIN', 'https://App.example.com'],
    ['an origin of another kind', 'APP_ORIGIN', 'ftp://app.example.com'],
    ['no origin at all', 'APP_ORIGIN', 'app.example.com'],
    ['an issuer with a query [MD-01]', 'OIDC_ISSUER', 'https://id.example.com?tenant=1'],
    ['an issuer with an empty query [MD-01]', 'OIDC_ISSUER', 'https://id.example.com?'],
    ['an issuer with a fragment [MD-01]', 'OIDC_ISSUER', 'https://id.example.com#a'],
    ['an issuer with credentials', 'OIDC_ISSUER', 'https://me:pw@id.example.com'],
    ['an issuer that is a bare name [MD-01]', 'OIDC_ISSUER', 'id.example.com'],
    ['an issuer with a backslash', 'OIDC_ISSUER', 'https:\\\\id.example.com'],
    ['a scope without openid [AR-09]', 'OIDC_SCOPE', 'profile email'],
    ['a scope that only looks like openid [AR-09]', 'OIDC_SCOPE', 'openid2 profile'],
    ['a scope joined by commas [AR-09]', 'OIDC_SCOPE', 'openid,profile'],
    ['unsigned ID tokens [ID-05]', 'OIDC_ID_TOKEN_ALG', 'none'],
    ['an algorithm we do not know [ID-05]', 'OIDC_ID_TOKEN_ALG', 'rs256'],
    ['its own client_id', 'OIDC_AUTHORIZE_PARAMS', 'audience=x&client_id=other'],
    ['its own redirect_uri', 'OIDC_AUTHORIZE_PARAMS', 'redirect_uri=https://evil.example'],
    ['another response type [AR-02]', 'OIDC_AUTHORIZE_PARAMS', 'response_type=token'],
    ['another response mode', 'OIDC_AUTHORIZE_PARAMS', 'response_mode=fragment'],
    ['a fixed state', 'OIDC_AUTHORIZE_PARAMS', 'state=1'],
    ['a fixed nonce', 'OIDC_AUTHORIZE_PARAMS', 'nonce=1'],
    ['PKCE by `plain` [AR-03]', 'OIDC_AUTHORIZE_PARAMS', 'code_challenge_method=plain'],
    ['a request object', 'OIDC_AUTHORIZE_PARAMS', 'request=eyJ'],
    ['a pushed request', 'OIDC_AUTHORIZE_PARAMS', 'request_uri=urn:x'],
    ['claims that are no JSON', 'OIDC_AUTHORIZE_PARAMS', 'claims=email'],
    ['claims that are no object', 'OIDC_AUTHORIZE_PARAMS', 'claims=[]'],
    ['an age that is no number', 'OIDC_AUTHORIZE_PARAMS', 'max_age=soon'],
    ['a parameter twice', 'OIDC_AUTHORIZE_PARAMS', 'prompt=login&prompt=none'],
    ['a parameter without a name', 'OIDC_AUTHORIZE_PARAMS', '=1'],
    ['a day that is in no calendar', 'OIDC_CLIENT_SECRET_EXPIRES', '2027-02-30'],
    ['a tolerance that forgives everything', 'OIDC_CLOCK_TOLERANCE_SECONDS', '301'],
    ['a timeout of nothing', 'OIDC_TIMEOUT_SECONDS', '0.0'],
    ['a number in letters', 'SESSION_IDLE_SECONDS', '1e3'],
    ['a store without an adapter', 'STORE_URL', 'postgres://me:pw@db/claimcheck'],
    ['a Redis that is two', 'STORE_URL', 'redis://me:pw@r1,r2'],
    ['a store in memory by another name', 'STORE_URL', 'sqlite::memory:'],
    ['a level we do not know', 'LOG_LEVEL', 'verbose'],
    ['a resource without its URL', 'RESOURCE_NOTES_URL', undefined],
    ['a resource over http [CD-05]', 'RESOURCE_NOTES_URL', 'http://notes.example.com'],
    ['a host that only looks like loopback', 'RESOURCE_NOTES_URL', 'http://localhost.evil.example'],
    ['a resource with credentials', 'RESOURCE_NOTES_URL', 'https://me:pw@notes.example.com'],
    ['a resource with a query', 'RESOURCE_NOTES_URL', 'https://notes.example.com/?v=1'],
    ['a resource with a fragment', 'RESOURCE_NOTES_URL', 'https://notes.example.com/#v1'],
    ['a relative indicator [AR-22]', 'RESOURCE_NOTES_INDICATOR', '/notes'],
    ['an indicator with a fragment [AR-22]', 'RESOURCE_NOTES_INDICATOR', 'urn:notes#1'],
    ['a resource nobody knows [CD-02]', 'RESOURCE_BOOKS_URL', 'https://books.example.com'],
    ['a name nobody knows [CD-02]', 'SESSION_COOKIE_INSECURE', 'true-story'],
  ])('%s', (_why, setting, value) => {
    const { faults, message } = faultsOf({ ...good, [setting]: value })
    expect(faults.map(({ name }) => name)).toEqual([setting])
    expect(message).not.toContain(value || 'hunter2')
  })
})

describe('readConfig refuses settings that are right alone and wrong together:', () => {
  it.each<[why: string, wrong: string, env: Env]>([
    ['http in production [CD-03]', 'APP_ORIGIN', { APP_ORIGIN: 'http://localhost:3000' }],
    ['an http issuer in production [MD-01]', 'OIDC_ISSUER', { OIDC_ISSUER: local.OIDC_ISSUER }],
    ['a memory store in production [CD-02]', 'STORE_URL', { STORE_URL: 'memory:' }],
    ['a store in clear in production [SC-23]', 'STORE_URL', { STORE_URL: 'redis://:pw@r' }],
    ['a store for everybody in production [SC-23]', 'STORE_URL', { STORE_URL: 'rediss://r' }],
    [
      'HS256 with a secret of 31 octets [ID-20]',
      'OIDC_CLIENT_SECRET',
      { OIDC_ID_TOKEN_ALG: 'HS256', OIDC_CLIENT_SECRET: 'x'.repeat(31) },
    ],
    [
      'an end before the idle time is over',
      'SESSION_ABSOLUTE_SECONDS',
      { SESSION_IDLE_SECONDS: '61', SESSION_ABSOLUTE_SECONDS: '60' },
    ],
  ])('%s', (_why, wrong, env) => {
    expect(faultsOf({ ...good, ...env }).faults).toMatchObject([{ name: wrong }])
  })

  it('a secret given twice', () => {
    const { faults } = faultsOf({ ...good, SESSION_KEYS_FILE: '/run/keys' }, { '/run/keys': key })
    expect(faults).toMatchObject([{ name: 'SESSION_KEYS' }])
  })

  it('a secret file that is not there', () => {
    const env = { ...good, SESSION_KEYS: undefined, SESSION_KEYS_FILE: '/run/keys' }
    expect(faultsOf(env).faults).toMatchObject([{ name: 'SESSION_KEYS' }])
  })

  it.each(['APP_ORIGIN', 'OIDC_ISSUER'])(
    'http beyond loopback in development: %s [MD-01]',
    (name) => {
      const env = { ...local, [name]: 'http://host.example.com' }
      expect(faultsOf(env).faults).toMatchObject([{ name }])
    },
  )

  it('but not HS256 with a secret of 32 octets [ID-20]', () => {
    const env = { ...good, OIDC_ID_TOKEN_ALG: 'HS256', OIDC_CLIENT_SECRET: 'x'.repeat(32) }
    expect(read(env).oidc.idTokenAlg).toBe('HS256')
  })

  it('but not a store in clear on this machine, nor in development', () => {
    expect(read({ ...good, STORE_URL: 'redis://localhost' }).storeUrl).toBe('redis://localhost')
    expect(read({ ...local, STORE_URL: 'redis://r' }).storeUrl).toBe('redis://r')
  })

  it('but not a memory store in development', () => {
    expect(read({ ...local, STORE_URL: 'memory:' }).storeUrl).toBe('memory:')
  })
})
