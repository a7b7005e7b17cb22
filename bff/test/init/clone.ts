/**
 * A folder like a fresh clone, as far as `pnpm run init` looks at it – a git repository that ignores `.env` –
 * and the real command in it, as a process of its own with a terminal, a pipe or nobody in front of it.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { onTestFinished } from 'vitest'

const init = new URL('../../cli/init.ts', import.meta.url).pathname

export interface Run {
  code: number | null
  /** Both, in the order in which they came. */
  said: string
  stdout: string
}

export interface RunOptions {
  /** Typed or piped in, all at once; then the input ends. */
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
  run(args: readonly string[], options?: RunOptions): Promise<Run>
}

export function createClone(): Clone {
  const folder = mkdtempSync(join(tmpdir(), 'claimcheck-clone-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const git = (...args: string[]) =>
    void execFileSync('git', args, { cwd: folder, stdio: 'ignore' })
  const at = (name: string) => join(folder, name)
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
    run: (args, options = {}) => ran(spawnInit(folder, args, options), options.input ?? ''),
  }
}

/** Nothing of the environment that tests run in: `OIDC_…` there would be settings of this one. */
export function spawnInit(cwd: string, args: readonly string[], { env = {} }: RunOptions) {
  const { PATH = '' } = process.env
  return spawn(process.execPath, [init, ...args], { cwd, env: { PATH, ...env } })
}

function ran(child: ChildProcess, input: string): Promise<Run> {
  const run: Run = { code: null, said: '', stdout: '' }
  child.stdout!.on('data', (chunk) => {
    run.said += chunk
    run.stdout += chunk
  })
  child.stderr!.on('data', (chunk) => (run.said += chunk))
  child.stdin!.end(input)
  return new Promise((resolve) => child.once('close', (code) => resolve({ ...run, code })))
}
