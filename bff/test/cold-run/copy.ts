/**
 * The repository as somebody gets it who has just cloned it: the files that git would hand out, a repository of
 * its own around them, and what an install would bring. Its scripts are run by their names, as pnpm does.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { saidBy } from '../said-by.ts'

const root = new URL('../../../', import.meta.url).pathname

export interface Copy {
  folder: string
  /** `pnpm run <name> …`, to its end. */
  run(words: readonly string[], env?: Env): Promise<{ code: number | null; said: string }>
  /** A script that goes on; ready when it has said this. */
  start(name: string, word: string, env?: Env): Promise<Started>
  /** Ends what was started, and takes the folder away. */
  close(): Promise<void>
}

export interface Started {
  said(): string
  stop(): Promise<void>
}

type Env = Record<string, string>

export function createCopy(): Copy {
  const folder = mkdtempSync(join(tmpdir(), 'claimcheck-cold-'))
  const started: Started[] = []
  layOut(folder)
  const { scripts } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>
  }

  /** @param env beside the PATH: what a deployment would give */
  function spawned([name = '', ...args]: readonly string[], env: Env = {}): ChildProcess {
    const [program = '', ...words] = scripts[name]!.split(' ')
    // The pinned Node is the one that runs this; every other program is what was installed.
    const isNode = program === 'node'
    const path = isNode ? process.execPath : join(folder, 'node_modules/.bin', program)
    const { PATH = '' } = process.env
    return spawn(path, [...words, ...args], { cwd: folder, env: { PATH, ...env } })
  }

  return {
    folder,
    async run(words, env) {
      const child = spawned(words, env)
      const said = hearing(child)
      const [code] = (await once(child, 'close')) as [number | null]
      return { code, said: said() }
    },
    async start(name, word, env) {
      const child = spawned([name], env)
      const said = hearing(child)
      const running = { said, stop: () => ended(child) }
      started.push(running)
      await saidBy(child, word)
      return running
    },
    async close() {
      for (const { stop } of started) await stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function layOut(folder: string): void {
  const git = (cwd: string, ...args: string[]) =>
    execFileSync('git', args, { cwd, encoding: 'utf8' })
  // Whoever has checked it out: in a container that is often somebody else.
  const anybodys = ['-c', 'safe.directory=*']
  const listing = ['ls-files', '-z', '--cached', '--others', '--exclude-standard']
  const handedOut = git(root, ...anybodys, ...listing)
  for (const path of handedOut.split('\0').filter((each) => each && existsSync(root + each))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    cpSync(root + path, join(folder, path), { verbatimSymlinks: true })
  }
  git(folder, 'init', '--quiet')
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  for (const each of ['bff', 'shared', 'web']) {
    const modules = `${each}/node_modules`
    // Links of links: `shared` has to be the copy's own, and no bundler may keep its notes at ours.
    const filter = (path: string) => !/\.vite(-temp)?$/.test(path)
    cpSync(root + modules, join(folder, modules), {
      recursive: true,
      verbatimSymlinks: true,
      filter,
    })
  }
}

function hearing(child: ChildProcess): () => string {
  let said = ''
  for (const stream of [child.stdout!, child.stderr!]) stream.on('data', (chunk) => (said += chunk))
  return () => said
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGTERM')
  await once(child, 'exit')
}
