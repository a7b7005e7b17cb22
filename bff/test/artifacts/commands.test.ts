/**
 * What a document tells people to type works: each command is run, here or by a test that is named in
 * documented.ts, or stands there with the reason why not. The scripts, flags and settings of all exist.
 */
import { execFile, execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readDoctorRequest } from '../../cli/doctor/doctor-request.ts'
import { readInitRequest } from '../../cli/init/init-request.ts'
import { openWorld, type World } from '../../dev/world.ts'
import { resourceNames } from '../../src/api/resources.ts'
import { knownNames } from '../../src/config/settings.ts'
import { type Copy, createCopy } from '../cold-run/copy.ts'
import { readText } from '../house/files.ts'
import { documented, type Trial } from './documented.ts'
import { isSetting, pnpmWords, settingNames, shellLines, spokenCommands } from './shell-lines.ts'

const { scripts } = JSON.parse(readText('package.json')) as { scripts: Record<string, string> }
const typed = shellLines()
const commands = typed.filter(({ line }) => !isSetting(line))
const entries = Object.entries(documented)
const entriesOf = <T extends Trial>(isIt: (trial: Trial) => trial is T) =>
  entries.filter((entry): entry is [string, T] => isIt(entry[1]))

describe('every command of a document', () => {
  it('is tried, or has a reason not to be', () => {
    const unknown = commands.filter(({ line }) => !Object.hasOwn(documented, line))
    expect(unknown).toEqual([])
  })

  it('is in a document still', () => {
    const lines = new Set(commands.map(({ line }) => line))
    expect(Object.keys(documented).filter((line) => !lines.has(line))).toEqual([])
  })

  it.each([...commands, ...spokenCommands()])('names a script: $line ($path)', ({ line }) => {
    const [first = '', second = ''] = pnpmWords(line) ?? ['run', 'check']
    const name = first === 'run' ? second : first
    const ofPnpm = ['install', 'audit']
    expect([...Object.keys(scripts), ...ofPnpm]).toContain(name)
    // Those two are pnpm's own: without `run` ours is never reached.
    expect(first === 'init' || first === 'doctor').toBe(false)
  })

  it('of doctor and init has flags that these know', () => {
    const all = [...commands, ...spokenCommands()]
    const wordsOf = (name: string) =>
      all.flatMap(({ line }) => {
        const words = pnpmWords(line)
        return words?.[0] === 'run' && words[1] === name ? [words.slice(2)] : []
      })
    expect(wordsOf('doctor').length).toBeGreaterThan(4)
    expect(wordsOf('init').length).toBeGreaterThan(4)
    for (const words of wordsOf('doctor')) expect(() => readDoctorRequest(words)).not.toThrow()
    for (const words of wordsOf('init')) expect(() => readInitRequest(words)).not.toThrow()
  })

  it('sets what is a setting', () => {
    const ours = knownNames(resourceNames, [''])
    const named = typed.flatMap(({ line }) => settingNames(line))
    expect(named.length).toBeGreaterThan(30)
    const ofOthers = ['NODE_OPTIONS']
    expect(named.filter((name) => ![...ours, ...ofOthers].includes(name))).toEqual([])
  })
})

describe('a command that is tried elsewhere', () => {
  const elsewhere = entriesOf((trial): trial is Extract<Trial, { by: string }> => 'by' in trial)

  it.each(elsewhere)('is: %s', (_line, { by, where }) => {
    expect(readText(by)).toContain(where)
  })
})

describe('a command', () => {
  let copy: Copy
  let world: World
  const theirs = () => join(copy.folder, 'of-theirs')
  beforeAll(async () => {
    world = await openWorld()
    copy = createCopy()
    writeFileSync(join(copy.folder, 'secret'), 'a-secret-of-some-length\n')
    layOut(theirs())
  })
  afterAll(async () => {
    await copy.close()
    await world.close()
  })

  const here = entriesOf((trial): trial is Extract<Trial, { exits: number }> => 'exits' in trial)
  const byScript = here.filter(([line]) => pnpmWords(line) !== undefined)
  const byShell = here.filter(([line]) => pnpmWords(line) === undefined)

  it.each(byScript)(
    'does as the document says: pnpm … %s',
    async (line, { exits, says }) => {
      const words = pnpmWords(line)!.filter((word, at) => at > 0 || word !== 'run')
      const keys = { OIDC_CLIENT_KEYS_FILE: join(copy.folder, 'keys.json') }
      const ours = words[0] === 'doctor' ? world.env : {}
      const { code, said } = await copy.run(words, { ...ours, ...keys })
      expect(code, said).toBe(exits)
      expect(said).toMatch(says)
    },
    60_000,
  )

  it.each(byShell)('does as the document says: %s', async (line, { exits, says }) => {
    const command = line.replace('<where you cloned it from>', join(theirs(), 'origin'))
    const cwd = join(theirs(), 'clone')
    const { code, said } = await new Promise<{ code: number; said: string }>((resolve) => {
      execFile('sh', ['-c', command], { cwd }, (error, stdout) =>
        resolve({ code: Number(error?.code ?? 0), said: stdout }),
      )
    })
    expect(code).toBe(exits)
    expect(said).toMatch(says)
  })
})

/** A project as it came here, one as it went on there, and a log with something in it. */
function layOut(folder: string): void {
  const who = [
    '-c',
    'user.name=A',
    '-c',
    'user.email=a@example.com',
    '-c',
    'init.defaultBranch=main',
  ]
  const git = (cwd: string, ...args: string[]) =>
    void execFileSync('git', [...who, ...args], { cwd: join(folder, cwd), stdio: 'ignore' })
  mkdirSync(join(folder, 'origin'), { recursive: true })
  git('origin', 'init')
  git('origin', 'commit', '--allow-empty', '--message', 'ours and theirs')
  git('.', 'clone', 'origin', 'clone')
  writeFileSync(join(folder, 'origin/theirs.ts'), '')
  git('origin', 'add', '.')
  git('origin', 'commit', '--message', 'theirs')
  writeFileSync(join(folder, 'clone/bff.log'), '{"ref":"bw6paffl-1"}\n{"ref":"another"}\n')
}
