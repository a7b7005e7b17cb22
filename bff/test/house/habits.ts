/**
 * What a single file may look like. The linter holds what linters know (`any`, default exports, promises
 * nobody waits for); here stands what only this house asks for. Each rule gives reasons to refuse.
 */
import { posix } from 'node:path'
import type { File } from './files.ts'

/** Tests and what serves them alone: nothing of the product imports the test runner. */
export function isTest({ path, text }: File): boolean {
  return /\.(test|suite)\.tsx?$/.test(path) || /^import .*'vitest'$/m.test(text)
}

/** A file that is a text can be read at a sitting; a test may be a longer list. */
export function lengthFaults(file: File): string[] {
  const { path, text } = file
  // Nobody has written it, and nobody reads it: what a program makes of a document.
  if (text.startsWith('/** Written from the document')) return []
  const lines = text.trimEnd().split('\n').length
  const most = isTest(file) ? 300 : 150
  return lines > most ? [`${path} has ${lines} lines, more than ${most}`] : []
}

const sayNothing = /^(utils?|helpers?|lib|common|types?|constants?|misc|index)$/

/** Names that fit everything collect everything. */
export function nameFaults({ path }: File): string[] {
  const parts = path.replace(/\.\w+$/, '').split('/')
  const empty = parts
    .filter((part) => sayNothing.test(part))
    .map((part) => `"${part}" says nothing`)
  const kebab = /^[a-z\d.-]+$/.test(posix.basename(path)) ? [] : ['the file is not in kebab-case']
  return [...empty, ...kebab].map((fault) => `${path}: ${fault}`)
}

/** The formatter indents everything else, so what a module does by itself stands at the start of a line. */
const declaration =
  /^(import|export (?!let|default)|const|(async )?function|interface|type|class|[})\]]|\/?\*|\/\/|\s|$)/
const makes =
  /^(?:export )?const [^=]*= (?:await |create|open|read|start|new (?!Set|Map|Intl|RegExp|URL))/

/** Nothing happens at import: a module declares, `createX(config, ports)` acts. */
export function importFaults({ path, text }: File): string[] {
  if (path === 'bff/src/main.ts') return []
  return codeOf(text)
    .split('\n')
    .flatMap((line, index) =>
      declaration.test(line) && !makes.test(line)
        ? []
        : [`${path}:${index + 1} does something at import: ${line}`],
    )
}

/** What is not ours comes through a port, so that tests need neither patience nor luck. */
const worldly =
  /\bDate\.now\(|\bnew Date\(\)|\bperformance\.now\(|\bMath\.random\(|\brandom(Bytes|UUID|Int)\(|\bset(Timeout|Interval|Immediate)\(|(?<!\.)\bprocess\./

const worldlyOnPurpose = new Map([
  ['bff/src/main.ts', 'is the process'],
  ['bff/src/process-ports.ts', 'makes the ports'],
  ['bff/src/storage/sqlite-messages.ts', 'asks a file that cannot wake anybody whether it is new'],
  ['bff/src/config/session-keys.ts', 'tells how to make a key, in a sentence'],
])

export function worldFaults({ path, text }: File): string[] {
  const found = worldly.exec(codeOf(text))
  if (found === null || worldlyOnPurpose.has(path)) return []
  return [`${path} calls ${found[0]} and not a port`]
}

const tokenHeader = /['"`]authorization['"`]|\bauthorization:|\bBearer /i
const tokenName = /\b(access|refresh|id)_?tokens?\b|\bget\w*Token\b/i

/**
 * RFC 10017 §6.1.2.1: the browser has no token, so its code has no use for this header, and no function that
 * gives one. The inspector speaks of tokens by name: it shows what the BFF holds.
 */
export function tokenFaults({ path, text }: File): string[] {
  const code = codeOf(text)
  const named = path.startsWith('web/src/dev/') ? null : tokenName.exec(code)
  const found = tokenHeader.exec(code) ?? named
  return found === null ? [] : [`${path} speaks of ${found[0]}: tokens never reach the browser`]
}

/** Without comments, and with as many lines. */
function codeOf(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]+/g, ''))
    .replace(/(^|\s)\/\/.*$/gm, '$1')
}
