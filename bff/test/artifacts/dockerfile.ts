/** bff/deploy/Dockerfile, taken apart as far as its tests ask: one instruction a line, which it keeps to. */
import { readText } from '../house/files.ts'

export interface Instruction {
  name: string
  text: string
}

/** Stage by stage, from one FROM to the next. */
export function stages(): Instruction[][] {
  const lines = readText('bff/deploy/Dockerfile')
    .split('\n')
    .filter((line) => /^[A-Z]/.test(line))
  const instructions = lines.map((line) => {
    const [, name = '', text = ''] = /^([A-Z]+) (.*)$/.exec(line) ?? []
    return { name, text }
  })
  const starts = instructions.flatMap(({ name }, index) => (name === 'FROM' ? [index] : []))
  return starts.map((start, place) => instructions.slice(start, starts[place + 1]))
}

/** What each instruction of this name says, in the image that is left at the end. */
export function inImage(name: string): string[] {
  const last = stages().at(-1) ?? []
  return last.filter((each) => each.name === name).map(({ text }) => text)
}

/** The environment that the image brings along. */
export function imageEnv(): Record<string, string> {
  const pairs = inImage('ENV').flatMap((text) => text.split(' '))
  return Object.fromEntries(pairs.map((pair) => pair.split('=') as [string, string]))
}
