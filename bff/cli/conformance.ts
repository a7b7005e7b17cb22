/**
 * `pnpm conformance`: plays every module of the OpenID Foundation's suite for clients (requirements.md,
 * section 15) with our own lying authorization server, and prints a table: the module, what the server
 * does, what is expected, what was seen. The exit code is 0 only when each was as expected.
 */
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { plansIn } from '../test/conformance/table/plans.ts'
import { type FileReport, rowsOf } from '../test/conformance/table/rows.ts'
import { tableText } from '../test/conformance/table/text.ts'

const root = new URL('../../', import.meta.url).pathname
const folder = mkdtempSync(join(tmpdir(), 'conformance-'))
try {
  const reports = await play(join(folder, 'report.json'))
  const plans = plansIn(readFileSync(`${root}bff/requirements.md`, 'utf8'))
  const rows = rowsOf(reports, plans, (path) => readFileSync(path, 'utf8'))
  console.log(
    tableText(
      rows,
      plans.map(({ title }) => title),
    ),
  )
  if (rows.some(({ verdict }) => verdict === 'failed')) process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true })
}

/** The tests, by their own runner. A module that fails is a row; no report at all is an error. */
async function play(file: string): Promise<FileReport[]> {
  const modules = 'bff/test/conformance/modules'
  const args = ['run', '--project', 'bff', modules, '--reporter=json', `--outputFile=${file}`]
  const path = `${root}node_modules/.bin${delimiter}${process.env['PATH']}`
  const options = { cwd: root, env: { ...process.env, PATH: path }, maxBuffer: 2 ** 26 }
  const said = await new Promise<string>((resolve) => {
    execFile('vitest', args, options, (_failed, stdout, stderr) => resolve(stdout + stderr))
  })
  try {
    const report = JSON.parse(readFileSync(file, 'utf8')) as { testResults: FileReport[] }
    return report.testResults
  } catch (cause) {
    throw new Error(`the tests left no report:\n${said}`, { cause })
  }
}
