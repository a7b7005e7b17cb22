/**
 * `pnpm check`: everything that can be judged without running the product, one line each. What a check
 * says is shown when it fails. Two at a time: more would only wait for each other on a small machine.
 */
import { execFile } from 'node:child_process'
import { delimiter } from 'node:path'

interface Check {
  name: string
  command: [program: string, ...arguments_: string[]]
  /** Its last line is worth reading even when all is well. */
  sum?: true
}

/** The longest first, so that none is waited for at the end. */
const checks: Check[] = [
  { name: 'lint', command: ['oxlint', '--type-aware'] },
  { name: 'types of bff', command: ['tsc', '-p', 'bff'] },
  { name: 'types of e2e', command: ['tsc', '-p', 'web/e2e'] },
  { name: 'types of web', command: ['tsc', '-p', 'web'] },
  { name: 'types of shared', command: ['tsc', '-p', 'shared'] },
  { name: 'format', command: ['oxfmt', '--check'] },
  { name: 'nothing unused', command: ['knip', '--no-progress'] },
  { name: 'house rules', command: ['vitest', 'run', '--project', 'bff', 'bff/test/house'] },
  { name: 'requirements', command: ['node', 'bff/test/check/requirement-map.ts'], sum: true },
  { name: 'web budgets', command: ['node', 'bff/test/check/web-budgets.ts'], sum: true },
]

const root = new URL('../../', import.meta.url).pathname
const env = {
  ...process.env,
  PATH: `${root}node_modules/.bin${delimiter}${process.env['PATH']}`,
  NO_COLOR: '1',
}

function run({ name, command: [program, ...args], sum }: Check): Promise<void> {
  const startedAt = performance.now()
  return new Promise((done) => {
    execFile(program, args, { cwd: root, env, maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
      const lastLine = sum ? stdout.trim().split('\n').at(-1)?.trim() : ''
      console.log(`${error ? '✗' : '✓'} ${name.padEnd(16)}${seconds.padStart(5)} s  ${lastLine}`)
      if (error !== null) {
        process.exitCode = 1
        console.log(`${stdout}${stderr}` || error.message)
      }
      done()
    })
  })
}

const waiting = [...checks]

async function work(): Promise<void> {
  for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) await run(check)
}

await Promise.all([work(), work()])
