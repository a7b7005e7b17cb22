/** What the documents tell people to type: each command of every `sh` block, and each `pnpm …` in a sentence. */
import { type File, filesOf } from '../house/files.ts'

export interface ShellLine {
  path: string
  /** Without its comment, and in one line. */
  line: string
}

function documents(): File[] {
  return filesOf('{README.md,.github/*.md,{bff,web}/docs/**/*.md}')
}

export function shellLines(): ShellLine[] {
  return documents().flatMap(({ path, text }) => {
    const blocks = [...text.matchAll(/^```(?:sh|bash|console)\n([\s\S]*?)^```/gm)]
    return blocks.flatMap(([, block = '']) => linesIn(block).map((line) => ({ path, line })))
  })
}

function linesIn(block: string): string[] {
  const whole = block.replaceAll(/\\\n\s*/g, '').split('\n')
  return whole.map((line) => line.replace(/(^|\s+)#.*$/, '').trim()).filter((line) => line !== '')
}

/** A block of settings and nothing to run. */
export function isSetting(line: string): boolean {
  return /^[A-Z][A-Z_]*=("[^"]*"|[^\s<]*(<[^>]*>)?)$/.test(line)
}

/** The settings in front of a command, or on a line of their own. */
export function settingNames(line: string): string[] {
  return [...line.matchAll(/(?:^|\s)([A-Z][A-Z_]+)=/g)].map(([, name = '']) => name)
}

/** The words of `pnpm …` in one line, quotes and settings before it taken off. */
export function pnpmWords(line: string): string[] | undefined {
  const [, words] = /(?:^|\s)pnpm (.*)$/.exec(line.split(' && ').at(-1) ?? '') ?? []
  return words?.split(' ')
}

/** `pnpm …` as code in a sentence. */
export function spokenCommands(): ShellLine[] {
  return documents().flatMap(({ path, text }) => {
    const prose = text.replaceAll(/^```[\s\S]*?^```/gm, '')
    const spans = [...prose.matchAll(/`((?:npx -y )?pnpm [^`\n]*)`/g)]
    return spans.flatMap(([, code = '']) => code.split(' && ').map((line) => ({ path, line })))
  })
}
