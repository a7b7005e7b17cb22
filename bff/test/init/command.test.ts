/** `pnpm run init` as a process: at a terminal, by a pipe, for a script, and where it must not write. */
import { linkSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { keysFault } from '../../src/config/session-keys.ts'
import { readText } from '../house/files.ts'
import { atTerminal, hasScript } from './at-terminal.ts'
import { type Clone, createClone } from './clone.ts'

const secret = 'n0t-for-anybody-elses-eyes'
const client = ['--client-id', 'claimcheck', '--api-url', 'https://api.example.com']
const quiet = ['--yes', '--no-network']
const okta = ['--provider', 'okta', '--domain', 'acme.okta.com', ...client, ...quiet]
const env = { OIDC_CLIENT_SECRET: secret }

async function written(...args: string[]): Promise<Clone> {
  const clone = createClone()
  const { code, said } = await clone.init([...okta, ...args], { env })
  expect(code, said).toBe(0)
  return clone
}

describe('init, for a script', () => {
  it('writes a .env that only its owner may read, with every setting told', async () => {
    const clone = await written()
    expect(clone.modeOf('.env')).toBe('600')
    expect(clone.settings()).toMatchObject({
      NODE_ENV: 'development',
      APP_ORIGIN: 'http://localhost:3000',
      OIDC_ISSUER: 'https://acme.okta.com/oauth2/default',
      OIDC_CLIENT_SECRET: secret,
    })
    expect(keysFault(clone.settings()['SESSION_KEYS'] ?? '')).toBeUndefined()
    const meanings = readText('.env.example')
      .match(/^# .*$/gm)!
      .slice(1)
    expect(meanings.filter((line) => !clone.text().includes(line))).toEqual([])
    expect(clone.text()).not.toMatch(/^[^#].*paste-/m)
  })

  it('takes a secret by stdin, and shows it nowhere [CD-01]', async () => {
    const clone = createClone()
    const args = [...okta, '--client-secret-file', '-', '--json']
    const { code, said, stdout } = await clone.run(args, { input: `${secret}\n` })
    expect([code, clone.settings()['OIDC_CLIENT_SECRET']]).toEqual([0, secret])
    expect(said).not.toContain(secret)
    const { steps, changed, doctor, next } = JSON.parse(stdout)
    expect(steps.fields[0].paste).toEqual(['http://localhost:3000/auth/callback'])
    expect(changed).toContainEqual({ name: 'OIDC_CLIENT_SECRET', is: '(secret)' })
    expect([doctor.ok, next.length]).toEqual([true, 1])
  })

  it('names everything that is missing at once, and writes nothing', async () => {
    const clone = createClone()
    const { code, said } = await clone.run(['--provider', 'keycloak', ...quiet])
    expect(code).toBe(2)
    expect(said).toContain('--domain, --realm, --client-id, --client-secret-file, --api-url')
    expect(clone.has('.env')).toBe(false)
  })

  it('says what to fill in, before there is a client', async () => {
    const clone = createClone()
    const { code, said } = await clone.init(['--fields', '--provider', 'keycloak'])
    expect(code).toBe(0)
    expect(said).toMatch(/Valid redirect URIs +http:\/\/localhost:3000\/auth\/callback\n/)
    expect(clone.has('.env')).toBe(false)
  })
})

describe('init, once more', () => {
  it('changes what is new, shows that alone, and keeps everything else', async () => {
    const clone = await written()
    const mine = `${clone.text()}# mine\nMY_OWN=1\n`
    clone.write('.env', mine)
    const { code, said } = await clone.init([...quiet, '--origin', 'https://app.example.com'])
    expect(code, said).toBe(0)
    const lines = said.match(/^ {2}[+-] .*$/gm)
    expect(lines).toEqual([
      '  - NODE_ENV=development',
      '  - APP_ORIGIN=http://localhost:3000',
      '  + APP_ORIGIN=https://app.example.com',
    ])
    const expected = mine
      .replace('NODE_ENV=development\n', '')
      .replace('APP_ORIGIN=http://localhost:3000', 'APP_ORIGIN=https://app.example.com')
    expect(clone.text()).toBe(expected)
  })

  it('leaves a file that says the same as it is', async () => {
    const clone = await written()
    const before = clone.text()
    const { said } = await clone.init(quiet)
    expect(said).toContain('Nothing changes in .env')
    expect(clone.text()).toBe(before)
  })

  it('keeps nothing of another registration, and signs nobody out', async () => {
    const clone = await written('--server', 'main')
    clone.write('.env', `${clone.text()}OIDC_DPOP=require\nRESOURCE_NOTES_SCOPE=notes\n`)
    const before = clone.settings()
    const args = ['--provider', 'duende', '--domain', 'id.example.com', '--client-id', 'other']
    expect((await clone.init([...args, ...quiet], { env })).code).toBe(0)
    const after = clone.settings()
    expect(after['OIDC_ISSUER']).toBe('https://id.example.com')
    expect(after).not.toHaveProperty('OIDC_DPOP')
    expect(after).not.toHaveProperty('RESOURCE_NOTES_SCOPE')
    expect(after['SESSION_KEYS']).toBe(before['SESSION_KEYS'])
  })

  it('asks for a client id anew where the provider is another', async () => {
    const clone = await written()
    const before = clone.text()
    const args = ['--provider', 'duende', '--domain', 'id.example.com', ...quiet]
    const { code, said } = await clone.init(args, { env })
    expect([code, said.trim()]).toEqual([2, 'Still needed: --client-id.'])
    expect(clone.text()).toBe(before)
  })

  it('makes a file that others may read its owner’s alone', async () => {
    const clone = createClone()
    clone.write('.env', '# mine\n')
    expect(clone.modeOf('.env')).toBe('644')
    await clone.init(okta, { env })
    expect([clone.modeOf('.env'), clone.text().startsWith('# mine\n')]).toEqual(['600', true])
  })

  it('puts a whole new file in place of the old one, which nobody finds half written', async () => {
    const clone = await written()
    const before = clone.text()
    // Another name of the same file: who writes into it would change this as well.
    linkSync(join(clone.folder, '.env'), join(clone.folder, 'as-it-was'))
    await clone.init([...quiet, '--origin', 'https://app.example.com'])
    expect(clone.text('as-it-was')).toBe(before)
    expect(clone.text()).not.toBe(before)
    expect(readdirSync(clone.folder).filter((name) => name.endsWith('.new'))).toEqual([])
  })

  it('goes back to the local world and loses nothing', async () => {
    const clone = await written()
    const before = clone.text()
    const first = await clone.init(['--reset'])
    expect([first.code, clone.has('.env'), clone.text('.env.before-1')]).toEqual([0, false, before])
    expect(clone.modeOf('.env.before-1')).toBe('600')
    expect((await clone.init(['--reset'])).said).toContain('There is no .env')
  })
})

describe('init writes nothing', () => {
  it('where git has .env [CD-01]', async () => {
    const clone = createClone()
    clone.write('.env', 'PORT=1\n')
    clone.git('add', '--force', '.env')
    const { code, said } = await clone.init(okta, { env })
    expect([code, clone.text()]).toEqual([2, 'PORT=1\n'])
    expect(said).toMatch(/git tracks \.env/)
  })

  it('where git would take .env along [CD-01]', async () => {
    const clone = createClone()
    clone.write('.gitignore', '')
    const { code, said } = await clone.init(okta, { env })
    expect([code, clone.has('.env')]).toEqual([2, false])
    expect(said).toMatch(/does not ignore/)
  })

  it('when the input ends before the last question', async () => {
    const clone = createClone()
    const { code, said } = await clone.init(['--no-network'], { input: 'okta\n\nacme.okta.com\n' })
    expect(code).toBe(130)
    expect(said).toContain('Nothing was written')
    expect(clone.has('.env')).toBe(false)
  })

  it('when the answer to the last question is no', async () => {
    const clone = createClone()
    const input =
      'okta\n\nacme.okta.com\n\nclaimcheck\na-secret-of-some-length\nhttps://a.example\n\nn\n'
    const { code, said } = await clone.init(['--no-network'], { input })
    expect([code, clone.has('.env')]).toEqual([130, false])
    expect(said).toContain('Write this to .env?')
  })
})

it('by a pipe, asks once more where an answer cannot be', async () => {
  const clone = createClone()
  const input = 'octa\nokta\n\nhttps://acme.okta.com\nacme.okta.com\n\nclaimcheck\n'
  const rest = 'a-secret-of-some-length\nhttps://a.example\n\n\n'
  const { code, said } = await clone.run(['--no-network'], { input: input + rest })
  expect(code, said).toBe(0)
  expect(said).toMatch(/must be generic or[\s\S]*must be a host name alone/)
  expect(clone.settings()['OIDC_ISSUER']).toBe('https://acme.okta.com/oauth2/default')
})

describe.runIf(hasScript())('init, at a terminal', () => {
  const questions = [
    ['Whose server is it', 'okta\r'],
    ['Where do browsers find the app?', '\r'],
    ['The org’s domain', 'acme.okta.com\r'],
    ['The custom authorization server', '\r'],
    ['Client id', 'claimcheck\r'],
  ] as const

  it('echoes what is typed, and no secret [CD-01]', async () => {
    const clone = createClone()
    const { screen, code } = await atTerminal(
      clone.folder,
      ['--no-network'],
      [
        ...questions,
        ['Client secret', `${secret}\r`],
        ['Where is the API', 'https://api.example.com\r'],
        ['The scopes of your API', '\r'],
        ['Write this to .env?', 'y\r'],
      ],
    )
    expect(code, screen).toBe(0)
    expect(screen).toContain('acme.okta.com')
    expect(screen).not.toContain(secret)
    expect(clone.settings()['OIDC_CLIENT_SECRET']).toBe(secret)
    expect(screen.indexOf('/auth/callback')).toBeLessThan(screen.indexOf('Client id'))
  })

  it('writes nothing after Ctrl-C', async () => {
    const clone = createClone()
    clone.write('.env', 'PORT=1\n')
    const { screen, code } = await atTerminal(
      clone.folder,
      ['--no-network'],
      [...questions, ['Client secret', '\u0003']],
    )
    expect([code, clone.text()]).toEqual([130, 'PORT=1\n'])
    expect(screen).toContain('Nothing was written')
  })
})
