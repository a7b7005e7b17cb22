/**
 * Somebody who can be asked: at a terminal, or by lines that are piped in. What is secret is not echoed.
 * Ctrl-C and the end of the input are the same: whoever asks is told so, and has written nothing.
 */
import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import type { Question } from './question.ts'
import { Cancelled } from './refusal.ts'

export interface Terminal {
  /** Asks until the answer holds. */
  ask(question: Question, usual?: string): Promise<string>
  confirm(asks: string): Promise<boolean>
  say(text: string): void
  close(): void
}

export type Input = NodeJS.ReadableStream & { isTTY?: boolean }

export function createTerminal(input: Input, output: NodeJS.WritableStream): Terminal {
  let isHidden = false
  // The line editor repeats what is typed on its output: for as long as a secret is typed it has none.
  const echo = new Writable({
    write(chunk, _encoding, done) {
      if (!isHidden) output.write(chunk)
      done()
    },
  })
  const editor = createInterface({ input, output: echo, terminal: input.isTTY === true })
  editor.on('SIGINT', () => editor.close())
  const lines = editor[Symbol.asyncIterator]()

  async function line(prompt: string, isSecret: boolean): Promise<string> {
    output.write(prompt)
    isHidden = isSecret
    const { value, done } = await lines.next()
    isHidden = false
    if (isSecret || done || input.isTTY !== true) output.write('\n')
    if (done) throw new Cancelled()
    return value.trim()
  }

  return {
    say: (text) => void output.write(`${text}\n`),
    close: () => editor.close(),
    async confirm(asks) {
      return !/^n/i.test(await line(`${asks} [Y/n] `, false))
    },
    async ask(question, usual = question.usual) {
      for (;;) {
        const typed = await line(promptFor(question, usual), question.secret === true)
        const value = typed || (usual ?? '')
        const fault = value === '' ? absence(question) : question.fault?.(value)
        if (fault === undefined) return value
        output.write(`  ${fault}\n`)
      }
    },
  }
}

function absence({ optional }: Question): string | undefined {
  return optional ? undefined : 'is needed'
}

/** What Enter alone would mean stands in brackets. */
function promptFor(
  { asks, example, optional, secret }: Question,
  usual: string | undefined,
): string {
  if (usual !== undefined) return `${asks} [${secret ? 'as it is' : usual}]: `
  if (optional) return `${asks} (Enter for none): `
  return `${asks}${example === undefined ? '' : ` (like ${example})`}: `
}
