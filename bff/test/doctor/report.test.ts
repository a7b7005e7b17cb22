/** What reaches the terminal: nothing secret, all of it findable, and an exit code to go by. */
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type Check, checkIds } from '../../cli/doctor/check.ts'
import { isWell, report } from '../../cli/doctor/report.ts'
import { openWorld } from '../../dev/world.ts'
import { examined } from './examined.ts'

const path = (name: string) => new URL(`../../${name}`, import.meta.url).pathname
const asText = { json: false, onlyProblems: false }

describe('a report', () => {
  it.each([
    ['of what is well', {}],
    ['of a wrong secret', { env: { OIDC_CLIENT_SECRET: 'a-wrong-secret-that-nobody-should-see' } }],
    ['of a wrong key', { env: { SESSION_KEYS: 'a-wrong-key-that-nobody-should-see' } }],
    [
      'of a wrong store',
      { env: { STORE_URL: 'redis://me:a-password-nobody-should-see@127.0.0.1:9' } },
    ],
    ['of a secret for the browser', { env: { VITE_SECRET: 'a-word-that-nobody-should-see' } }],
  ])('%s holds no secret [CD-02]', async (_what, how) => {
    const { checks, env } = await examined(how)
    const told = report(checks, asText) + report(checks, { ...asText, json: true })
    const secrets = ['OIDC_CLIENT_SECRET', 'SESSION_KEYS', 'VITE_SECRET'].flatMap(
      (name) => env[name] ?? [],
    )
    for (const secret of [...secrets, 'nobody-should-see']) expect(told).not.toContain(secret)
  })

  it('hands on no control character that a provider put into its metadata', async () => {
    const issuer = 'https://evil.example/\u001b[2J\u0007'
    const { checks } = await examined({
      lie: { discovery: (document) => ({ ...document, issuer }) },
    })
    const told = report(checks, asText)
    expect(told).toContain('https://evil.example/[2J')
    expect(told.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u)
  })

  it('tells problems alone, when asked, and counts all', async () => {
    const { checks } = await examined({ apiStatus: 200 })
    const told = report(checks, { ...asText, onlyProblems: true })
    expect(told).toMatch(/✗ upstream-closed/)
    expect(told).not.toMatch(/^[✓–]/m)
    expect(told).toMatch(/\d+ right, 1 wrong, \d+ to think about/)
  })

  it('is JSON for programs', async () => {
    const { checks } = await examined({ apiStatus: 200 })
    const told = JSON.parse(report(checks, { json: true, onlyProblems: true })) as {
      ok: boolean
      checks: Check[]
    }
    expect(told.ok).toBe(false)
    expect(told.checks.map(({ status }) => status)).not.toContain('pass')
  })

  it('is well with warnings, and not with a failure', () => {
    const check: Check = { id: 'env-file', status: 'warn', message: '', docs: '' }
    expect(isWell([check])).toBe(true)
    expect(isWell([check, { ...check, status: 'fail' }])).toBe(false)
  })
})

it('points to a heading for everything that can be found, and has no other', () => {
  const page = readFileSync(path('docs/doctor.md'), 'utf8')
  const headings = [...page.matchAll(/^### ([a-z-]+)$/gm)].map(([, id]) => id)
  expect(headings).toEqual([...checkIds])
})

describe('the command', () => {
  function doctor(env: Record<string, string>, ...args: string[]) {
    return new Promise<{ code: number; said: string }>((resolve) => {
      const { PATH = '' } = process.env
      const command = [path('cli/doctor.ts'), ...args]
      execFile(process.execPath, command, { env: { PATH, ...env } }, (error, stdout, stderr) =>
        resolve({ code: Number(error?.code ?? 0), said: stdout + stderr }),
      )
    })
  }

  it('ends with 0 in the local world, and with 1 when a secret is wrong', async () => {
    const world = await openWorld()
    onTestFinished(() => world.close())
    expect(await doctor(world.env)).toMatchObject({ code: 0 })
    const wrong = { ...world.env, OIDC_CLIENT_SECRET: 'another-secret-of-some-length' }
    const { code, said } = await doctor(wrong, '--only-problems')
    expect(code).toBe(1)
    expect(said).toMatch(/✗ probe-secret .*invalid_client/)
  })

  it('ends with 2 when it was not understood', async () => {
    const { code, said } = await doctor({}, '--fix')
    expect(code).toBe(2)
    expect(said).toContain('--no-probe')
  })
})
