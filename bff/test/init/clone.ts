/**
 * A folder like a fresh clone, as far as `pnpm run init` looks at it – a git repository that ignores `.env` –
 * and the command in it: in this process, or as one of its own.
 */
import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { parseEnv } from 'node:util'
import { onTestFinished } from 'vitest'
import { runInit } from '../../cli/init/run-init.ts'
import { createFetch } from '../../src/http/outbound.ts'

const command = new URL('../../cli/init.ts', import.meta.url).pathname
const ports = { clock: { now: () => Date.now() }, fetch: globalThis.fetch, fetchWith: createFetch }

export interface Run {
  code: number | null
  /** Both, in the order in which they came. */
  said: string
  stdout: string
}

export interface RunOptions {
  /** Piped in, all at once; then the input ends. */
  input?: string
  env?: Record<string, string>
}

export interface Clone {
  folder: string
  git(...args: string[]): void
  write(name: string, text: string): void
  text(name?: string): string
  settings(): Record<string, string | undefined>
  has(name: string): boolean
  modeOf(name: string): string
  init(args: readonly string[], options?: RunOptions): Promise<Run>
  /** The same as a process, which takes ten times as long. */
  run(args: readonly string[], options?: RunOptions): Promise<Run>
}

export function createClone(): Clone {
  const folder = mkdtempSync(join(tmpdir(), 'claimcheck-clone-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const at = (name: string) => join(folder, name)
  const git = (...args: string[]) =>
    void execFileSync('git', args, { cwd: folder, stdio: 'ignore' })
  git('init')
  writeFileSync(at('.gitignore'), '.env\n.env.*\n!.env.example\ndata/\n')
  const text = (name = '.env') => readFileSync(at(name), 'utf8')
  return {
    folder,
    git,
    text,
    write: (name, content) => writeFileSync(at(name), content),
    settings: () => parseEnv(text()),
    has: (name) => existsSync(at(name)),
    modeOf: (name) => (statSync(at(name)).mode & 0o777).toString(8),
    init: (args, options = {}) => initHere(folder, args, options),
    run: (args, options = {}) => initThere(folder, args, options),
  }
}

async function initHere(root: string, args: readonly string[], options: RunOptions): Promise<Run> {
  const run: Run = { code: null, said: '', stdout: '' }
  const hearing = (parts: ('said' | 'stdout')[]) =>
    new Writable({
      write(chunk, _encoding, done) {
        for (const part of parts) run[part] += chunk
        done()
      },
    })
  const code = await runInit([...args], {
    root,
    env: options.env ?? {},
    input: Readable.from([options.input ?? '']),
    output: hearing(['said', 'stdout']),
    complaints: hearing(['said']),
    ports,
  })
  return { ...run, code }
}

/** Nothing of the environment that tests run in: `OIDC_…` there would be settings of this one. */
function initThere(cwd: string, args: readonly string[], { input, env }: RunOptions): Promise<Run> {
  const run: Run = { code: null, said: '', stdout: '' }
  const { PATH = '' } = process.env
  const child = spawn(process.execPath, [command, ...args], { cwd, env: { PATH, ...env } })
  child.stdout.on('data', (chunk) => {
    run.said += chunk
    run.stdout += chunk
  })
  child.stderr.on('data', (chunk) => (run.said += chunk))
  child.stdin.end(input ?? '')
  return new Promise((resolve) => child.once('close', (code) => resolve({ ...run, code })))
}
