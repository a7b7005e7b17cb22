/**
 * An env file as text: some settings in it are put in, changed or taken away, and every other character stays
 * as it is – comments, blank lines, names that nobody here knows. Read back by Node's own parser, since that
 * is who reads it at a start (`node --env-file`).
 */
import { parseEnv } from 'node:util'
import { Refusal } from './refusal.ts'

/** undefined: not to be in the file. */
export type Changes = Readonly<Record<string, string | undefined>>

/** A value in quotes may go over several lines. */
const piece =
  /[ \t]*(?:export[ \t]+)?[\w.]+[ \t]*=[ \t]*(?:"[^"]*"|'[^']*'|`[^`]*`)[^\n]*(?:\n|$)|[^\n]*\n|[^\n]+$/g

export function settingsIn(text: string): Record<string, string | undefined> {
  return parseEnv(text)
}

export function withChanges(text: string, changes: Changes): string {
  const pieces = text.match(piece) ?? []
  const before = settingsIn(text)
  for (const [name, value] of Object.entries(changes)) {
    if (value !== before[name]) put(pieces, name, value)
  }
  const written = pieces.join('')
  assertReads(written, changes)
  return written
}

function put(pieces: string[], name: string, value: string | undefined): void {
  // Of several lines with one name the last is the one that counts.
  const isSet = new RegExp(`^[ \\t]*(?:export[ \\t]+)?${name}[ \\t]*=`)
  const at = pieces.findLastIndex((each) => isSet.test(each))
  if (value === undefined) {
    for (let index = at; index >= 0; index -= 1) {
      if (isSet.test(pieces[index]!)) pieces.splice(index, 1)
    }
    return
  }
  const line = `${name}=${quoted(value)}\n`
  if (at >= 0) pieces[at] = line
  else insert(pieces, name, line)
}

/** Where its own comment stands, as in a copy of `.env.example`; else at the end. */
function insert(pieces: string[], name: string, line: string): void {
  const isNamed = new RegExp(`^#\\s*${name}=`)
  const comment = pieces.findLastIndex((each) => isNamed.test(each))
  const at = comment === -1 ? pieces.length : comment + 1
  const last = pieces[at - 1]
  if (last !== undefined && !last.endsWith('\n')) pieces[at - 1] = `${last}\n`
  pieces.splice(at, 0, line)
}

/** Blanks, `#` and `$` mean something to shells and env files; in single quotes nothing does. */
function quoted(value: string): string {
  if (/^[\w./:@,+=?%~-]*$/.test(value)) return value
  const mark = ["'", '"', '`'].find((each) => !value.includes(each))
  if (mark === undefined) throw new Refusal('No env file can hold a value with all three quotes.')
  return mark + value + mark
}

/** What Node would not read back as it was meant is not written. */
function assertReads(text: string, changes: Changes): void {
  const read = settingsIn(text)
  const wrong = Object.keys(changes).find((name) => read[name] !== changes[name])
  if (wrong !== undefined) throw new Refusal(`${wrong} cannot be written into .env as it is.`)
}
