/** What is written for each vendor: settings that start, and that its server – emulated – agrees with. */
import { randomBytes } from 'node:crypto'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createMachine } from '../../cli/doctor/machine.ts'
import { createEnvFile } from '../../cli/init/env-file.ts'
import { initialise } from '../../cli/init/initialise.ts'
import { readInitRequest } from '../../cli/init/init-request.ts'
import { Refusal } from '../../cli/init/refusal.ts'
import { resourceNames } from '../../src/api/resources.ts'
import { presetNames } from '../../src/config/presets/presets.ts'
import { readConfig } from '../../src/config/read-config.ts'
import { createFetch } from '../../src/http/outbound.ts'
import { openApi } from '../conformance/liar/api.ts'
import { announcing, failingWith, without } from '../conformance/liar/forgeries.ts'
import type { Lies } from '../conformance/liar/lies.ts'
import { openLiar } from '../conformance/liar.ts'
import { createClone } from './clone.ts'

const ports = { clock: { now: () => Date.now() }, fetch: globalThis.fetch, fetchWith: createFetch }

/** A clone, a server of one vendor's kind, an API, and `pnpm run init` with flags. */
async function setUp(lie: Partial<Lies> = {}, issuerPath = '') {
  const clone = createClone()
  const response = failingWith('login_required')
  const liar = await openLiar({ authorizationResponse: response, ...lie }, { issuerPath })
  onTestFinished(() => liar.close())
  const api = await openApi(liar, {})
  const { folder: root } = clone
  const env = { STORE_URL: 'memory:', OIDC_CLIENT_SECRET: liar.clientSecret }
  const usual = ['--yes', '--issuer', liar.issuer, '--client-id', liar.clientId]
  const init = (...args: string[]) =>
    initialise(readInitRequest([...usual, '--api-url', api.url, ...args]), {
      root,
      env,
      ports,
      file: createEnvFile(root),
      machine: { ...createMachine(root), isFree: async () => true },
    })
  const config = () => readConfig({ ...clone.settings(), STORE_URL: 'memory:' }, resourceNames)
  return { clone, liar, init, config }
}

const wrongIn = (outcome: Awaited<ReturnType<typeof initialise>>) =>
  'checks' in outcome ? outcome.checks.filter(({ status }) => status === 'fail') : undefined

describe('what is written', () => {
  it.each(presetNames)('for %s starts, and the doctor has nothing against it', async (name) => {
    const path = ['auth0', 'authentik'].includes(name) ? '/' : ''
    const { init, config, liar } = await setUp({}, path)
    expect(wrongIn(await init('--provider', name))).toEqual([])
    expect(config().oidc).toMatchObject({ provider: name, issuer: liar.issuer })
  })

  it.each([
    ['auth0', '--audience', 'https://api.example.com/?a b', 'OIDC_AUTHORIZE_PARAMS'],
    ['google', '--workspace', 'example.com', 'OIDC_AUTHORIZE_PARAMS'],
    ['entra', '--scope', 'api://notes/notes.read', 'RESOURCE_NOTES_SCOPE'],
    ['logto', '--resource', 'https://api.example.com', 'RESOURCE_NOTES_INDICATOR'],
    ['zitadel', '--project', '1234', 'OIDC_SCOPE'],
  ])('for %s has what its tokens for an API take: %s %s', async (name, flag, value, setting) => {
    const { init, clone, config } = await setUp({}, name === 'auth0' ? '/' : '')
    await init('--provider', name, flag, value)
    expect(clone.settings()[setting]).toBeDefined()
    const { authorizeParams, scope } = config().oidc
    const { notes } = config().resources
    const said = [...Object.values(authorizeParams), scope, notes?.scope, notes?.indicator]
    expect(said.join(' ')).toContain(value)
  })

  it.each<[string, Partial<Lies>, Record<string, string>]>([
    ['ES256', { idTokenAlg: 'ES256' }, { OIDC_ID_TOKEN_ALG: 'ES256' }],
    [
      'posted secrets',
      { clientAuth: ['client_secret_post'] },
      { OIDC_CLIENT_AUTH: 'client_secret_post' },
    ],
    [
      'refresh tokens for the asking',
      {
        discovery: (document) => ({ ...document, scopes_supported: ['openid', 'offline_access'] }),
      },
      { OIDC_SCOPE: 'openid profile email offline_access' },
    ],
  ])('follows metadata that knows %s', async (_what, lie, settings) => {
    const { init, clone } = await setUp(lie)
    expect(wrongIn(await init())).toEqual([])
    expect(clone.settings()).toMatchObject(settings)
  })

  it('keeps what was said before, whatever the metadata would have', async () => {
    const { init, clone } = await setUp({ idTokenAlg: 'ES256' })
    await init()
    clone.write('.env', clone.text().replace('ALG=ES256', 'ALG=PS256'))
    const wrong = wrongIn(await init()) ?? []
    expect(clone.settings()['OIDC_ID_TOKEN_ALG']).toBe('PS256')
    expect(wrong.map(({ id }) => id)).toContain('capability-id-token')
  })

  it('is nothing of HS256 by itself: the doctor says what to do there', async () => {
    const { init, clone } = await setUp({ discovery: announcing('HS256') })
    const wrong = wrongIn(await init()) ?? []
    expect(wrong.map(({ id }) => id)).toContain('capability-id-token')
    expect(clone.settings()).not.toHaveProperty('OIDC_ID_TOKEN_ALG')
  })

  it('has a key of ours in a file of its own, when no secret is wanted', async () => {
    const { init, clone } = await setUp({ clientAuth: ['private_key_jwt'] })
    await init('--by-key', '--no-probe')
    expect(clone.settings()).toMatchObject({ OIDC_CLIENT_AUTH: 'private_key_jwt' })
    expect(clone.settings()).not.toHaveProperty('OIDC_CLIENT_SECRET')
    const keys = clone.text('data/client-keys.json')
    expect(clone.modeOf('data/client-keys.json')).toBe('600')
    await init('--by-key', '--no-probe')
    expect(clone.text('data/client-keys.json')).toBe(keys)
  })
})

describe('nothing is written', () => {
  const refused = async (how: ReturnType<typeof setUp>, ...args: string[]) => {
    const { clone, init } = await how
    const message = await init(...args).then(
      () => 'written',
      (error) => (error instanceof Refusal ? error.message : String(error.stack)),
    )
    expect(clone.has('.env')).toBe(false)
    expect(clone.has('data')).toBe(false)
    return message
  }

  it.each<[string, Partial<Lies>, RegExp]>([
    [
      'is another',
      { discovery: (d) => ({ ...d, issuer: 'https://evil.example' }) },
      /calls itself/,
    ],
    [
      'is a template',
      { discovery: (d) => ({ ...d, issuer: 'https://x/{tenantid}/' }) },
      /tenant id/,
    ],
    ['has no issuer', { discovery: without('issuer') }, /no OpenID provider/],
  ])('when the server there %s', async (_what, lie, says) => {
    expect(await refused(setUp(lie))).toMatch(says)
  })

  it.each([
    [['--issuer', 'http://127.0.0.1:9'], /cannot be reached/],
    [['--issuer', 'acme.com'], /--issuer must be an https URL/],
    [['--origin', 'https://app.example.com/'], /--origin must be an origin/],
    [['--client-id', ' one'], /--client-id must be one line/],
    [['--api-url', 'http://api.example.com'], /--api-url must use https/],
    [['--api-url', 'books=https://api.example.com'], /the names are notes/],
    [['--provider', 'octa'], /--provider must be generic or/],
    [['--provider', 'auth0'], /OIDC_ISSUER must end with a slash/],
    [['--provider', 'entra', '--scope', '"'], /--scope must be scope values/],
    [['--client-secret-file', '/nowhere'], /cannot be read/],
    [['--realm', 'acme', '--relm', 'acme'], /--relm/],
    [['--client-secret', 'x'], /A secret is no flag/],
  ])('when told %j', async (args, says) => {
    const { clone, init } = await setUp()
    // Read inside: what is no request at all is refused as well.
    const attempt = (async () => init(...args))()
    await expect(attempt).rejects.toThrow(says)
    await expect(attempt).rejects.toBeInstanceOf(Refusal)
    expect(clone.has('.env')).toBe(false)
  })

  it('when another line of .env would stop a start [CD-02]', async () => {
    const { clone, init } = await setUp()
    const text = `PORT=eighty\n# mine\nSESSION_KEYS=${randomBytes(32).toString('base64url')}\n`
    clone.write('.env', text)
    await expect(init()).rejects.toThrow(/PORT must be a whole number/)
    expect(clone.text()).toBe(text)
  })
})
