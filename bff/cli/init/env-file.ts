/**
 * `.env` at the root of the repository: read, and written whole or not at all, for its owner alone. It is not
 * touched where git has it or would take it, since everything in it would go along with the next push.
 */
import { chmodSync, existsSync, lstatSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gitStanding } from '../doctor/git-standing.ts'
import { Refusal } from './refusal.ts'

export interface EnvFile {
  /** @returns undefined when there is none */
  read(): string | undefined
  /** @throws Refusal where it may not be written */
  assertSafe(): void
  write(text: string): void
  /** Puts it aside and loses nothing. @returns its new name, if there was one */
  setAside(): string | undefined
}

/** @param root of the repository */
export function createEnvFile(root: string): EnvFile {
  const path = join(root, '.env')
  const isThere = () => existsSync(path)
  return {
    read: () => (isThere() ? readFileSync(path, 'utf8') : undefined),
    assertSafe() {
      const fault = faultOf(root, '.env') ?? (isThere() ? linkFault(path) : undefined)
      if (fault !== undefined) throw new Refusal(fault)
    },
    // By way of a second file: whoever starts meanwhile, or stops us, finds the old one or the new one.
    write(text) {
      const whole = join(root, `.env.${process.pid}.new`)
      writeFileSync(whole, text, { mode: 0o600, flag: 'wx' })
      renameSync(whole, path)
    },
    setAside() {
      if (!isThere()) return undefined
      const name = freeName(root)
      renameSync(path, join(root, name))
      chmodSync(join(root, name), 0o600)
      return name
    },
  }
}

function faultOf(root: string, name: string): string | undefined {
  const { tracked, ignored } = gitStanding(root, name)
  if (tracked) {
    return `git tracks ${name}, so nothing secret is written there: git rm --cached ${name}, and make every secret in it anew.`
  }
  return ignored ? undefined : `git does not ignore ${name}: add it to .gitignore first.`
}

/** Renaming would put a file in place of the link, and leave what it points to as it was. */
function linkFault(path: string): string | undefined {
  return lstatSync(path).isSymbolicLink()
    ? '.env is a link to another file. Write the settings there.'
    : undefined
}

/** Ignored by git like `.env` itself: `.env.*` stands in .gitignore. */
function freeName(root: string): string {
  let count = 1
  while (existsSync(join(root, `.env.before-${count}`))) count += 1
  const name = `.env.before-${count}`
  const fault = faultOf(root, name)
  if (fault !== undefined) throw new Refusal(fault)
  return name
}
