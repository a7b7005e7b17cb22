/** The operator makes keys and rolls them with `pnpm keys`: in a file that nobody else may read. */
import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { expect, it, onTestFinished } from 'vitest'
import { clientKeysFault } from '../../src/config/client-keys.ts'
import { RefusedStep } from '../../cli/key-order.ts'
import type { PrivateJwk } from '../../cli/new-key.ts'
import { rollKeys } from '../../cli/roll-keys.ts'
import { onlyIn } from '../configurations.ts'

const program = new URL('../../cli/keys.ts', import.meta.url).pathname

function openDesk(setting = 'OIDC_CLIENT_KEYS_FILE') {
  onlyIn('plain')
  const folder = mkdtempSync(`${tmpdir()}/claimcheck-test-`)
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const path = `${folder}/keys.json`
  return {
    folder,
    path,
    keys: () => (JSON.parse(readFileSync(path, 'utf8')) as { keys: PrivateJwk[] }).keys,
    /** What it says, and with which exit code; without the start of a process each time. */
    run(...args: string[]) {
      try {
        return { status: 0, out: rollKeys(args, { [setting]: path }, Date.now()), err: '' }
      } catch (refusal) {
        if (!(refusal instanceof RefusedStep)) throw refusal
        return { status: 1, out: '', err: refusal.message }
      }
    },
  }
}

it('is a program that says what it did, or why not', () => {
  const { path } = openDesk()
  const env = { OIDC_CLIENT_KEYS_FILE: path }
  const start = (...args: string[]) => spawnSync(process.execPath, [program, ...args], { env })
  const added = start('add', '--alg', 'ES256')
  expect([added.status, String(added.stdout)]).toEqual([0, expect.stringContaining('signs')])
  const refused = start('retire', 'nobody')
  expect([refused.status, String(refused.stderr)]).toEqual([
    1,
    'There is no key nobody: see pnpm keys list.\n',
  ])
})

it('makes a file for its owner alone, and the BFF has nothing against it [SX-07]', () => {
  const { keys, path, run } = openDesk()
  const { status, out } = run('add')
  expect(status).toBe(0)
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(clientKeysFault(readFileSync(path, 'utf8'))).toBeUndefined()
  expect(keys()).toMatchObject([{ alg: 'PS256', use: 'sig' }])
  expect(out).toContain(`${keys()[0]?.kid}  PS256  signs`)
  expect(out).toContain('/auth/jwks')
})

it.each(['ES256', 'EdDSA', 'RSA-OAEP-256', 'ECDH-ES', 'ECDH-ES+A256KW'])(
  'makes a key for %s that the BFF takes',
  (alg) => {
    const { path, run } = openDesk()
    expect(run('add', '--alg', alg).status).toBe(0)
    expect(clientKeysFault(readFileSync(path, 'utf8'))).toBeUndefined()
  },
)

it('rolls a key in the steps that it names, and never tells a private part [SX-07]', () => {
  const { keys, run } = openDesk()
  run('add', '--alg', 'ES256')
  const said = [run('add', '--alg', 'ES256')]
  const secrets = keys().map(({ d }) => String(d))
  const [old, fresh] = keys().map(({ kid }) => kid)
  expect(said[0]?.out).toContain(`${fresh}  ES256  is published`)
  expect(said[0]?.out).toContain(`3. pnpm keys promote ${fresh}`)

  said.push(run('promote', fresh!))
  expect(keys().map(({ kid }) => kid)).toEqual([fresh, old])
  expect(said[1]?.out).toContain(`3. pnpm keys retire ${old}`)

  said.push(run('retire', old!), run('list'))
  expect(keys().map(({ kid }) => kid)).toEqual([fresh])
  const told = said.map(({ out, err }) => out + err).join('')
  expect(secrets.filter((secret) => told.includes(secret))).toEqual([])
})

it('refuses what would skip a step, and leaves the file as it is', () => {
  const { keys, path, run } = openDesk()
  run('add', '--alg', 'ES256')
  run('add', '--alg', 'ES256')
  run('add', '--alg', 'ECDH-ES')
  const before = readFileSync(path, 'utf8')
  const [old, , decrypting] = keys().map(({ kid }) => kid)

  const attempts: [args: string[], says: string][] = [
    [['retire', old!], 'is in use: promote another first'],
    [['promote', old!], 'is in use already'],
    [['retire', decrypting!], 'is the only one for its use'],
    [['retire', 'nobody'], 'There is no key nobody'],
    [['retire'], 'pnpm keys list'],
    [['add', '--alg', 'RS1'], '--alg is one of'],
    [['list', '--alg', 'ES256'], 'pnpm keys list'],
    [['burn'], 'pnpm keys list'],
    [['list', '--force'], '--force'],
  ]
  for (const [args, says] of attempts) {
    expect(run(...args)).toMatchObject({ status: 1, out: '', err: expect.stringContaining(says) })
  }
  expect(readFileSync(path, 'utf8')).toBe(before)
})

it('keeps its last signing key', () => {
  const { keys, run } = openDesk()
  run('add', '--alg', 'ES256')
  expect(run('retire', keys()[0]!.kid).err).toContain('is the only one for its use')
})

it('refuses a file that others may read, one that git carries, and one that is broken', () => {
  const { folder, path, run } = openDesk()
  run('add', '--alg', 'ES256')
  chmodSync(path, 0o640)
  expect(run('add').err).toContain('Others may read')
  chmodSync(path, 0o600)

  execFileSync('git', ['init', '-q'], { cwd: folder })
  expect(run('list').status).toBe(0)
  execFileSync('git', ['add', 'keys.json'], { cwd: folder })
  expect(run('list').err).toContain('is tracked by git')
  execFileSync('git', ['rm', '-q', '--cached', 'keys.json'], { cwd: folder })

  writeFileSync(path, '{"keys":[]}')
  expect(run('add').err).toContain('must be a JWKS')
})

it('works on the file of another provider when that is named', () => {
  const { path, run } = openDesk('OIDC_ACME_CLIENT_KEYS_FILE')
  expect(run('add', '--alg', 'ES256').err).toContain('OIDC_CLIENT_KEYS_FILE is not set')
  expect(existsSync(path)).toBe(false)
  expect(run('add', '--alg', 'ES256', '--provider', 'acme').status).toBe(0)
})
