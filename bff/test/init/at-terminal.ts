/**
 * `pnpm run init` at a real terminal, by `script`, which gives a process a pseudo-terminal of its own. Each answer
 * is typed when its question is there, as a person would.
 */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { onTestFinished } from 'vitest'

const init = new URL('../../cli/init.ts', import.meta.url).pathname

/** Part of every Debian, macOS and BSD; the words are those of util-linux. */
export function hasScript(): boolean {
  const { stdout } = spawnSync('script', ['--version'], { encoding: 'utf8' })
  const isThere = /util-linux/.test(stdout ?? '')
  if (!isThere) console.warn('No util-linux script on the PATH: init is not tried at a terminal.')
  return isThere
}

/** @returns all that stood on the screen, and how it ended */
export async function atTerminal(
  cwd: string,
  args: readonly string[],
  typed: readonly (readonly [question: string, answer: string])[],
): Promise<{ screen: string; code: number | null }> {
  const command = [process.execPath, init, ...args].map((word) => `'${word}'`).join(' ')
  const words = ['--quiet', '--return', '--command', command, '/dev/null']
  const { PATH = '' } = process.env
  const child = spawn('script', words, { cwd, env: { PATH, TERM: 'dumb', SHELL: '/bin/sh' } })
  onTestFinished(() => void child.kill())
  const answers = [...typed]
  let screen = ''
  let read = 0
  child.stdout.on('data', (chunk) => {
    screen += chunk
    const [next] = answers
    const at = next === undefined ? -1 : screen.indexOf(next[0], read)
    if (next === undefined || at === -1) return
    read = at + next[0].length
    answers.shift()
    child.stdin.write(next[1])
  })
  const [code] = (await once(child, 'close')) as [number | null]
  return { screen, code }
}
