/**
 * Where answers come from: what was told by flag, then what holds anyway, then whoever is there to be asked.
 * Where nobody is, everything that is missing is told at once.
 */
import { type Question } from './question.ts'
import { Refusal } from './refusal.ts'
import type { Terminal } from './terminal.ts'

export interface Asking {
  /** @param usual what holds when nothing is said @returns '' for none, or when it is missing */
  answer(question: Question, usual?: string): Promise<string>
  /** @throws Refusal that names every flag that is still needed */
  assertComplete(): void
}

export function createAsking(
  told: Readonly<Record<string, string>>,
  terminal: Terminal | undefined,
): Asking {
  const missing: string[] = []
  return {
    async answer(question, usual = question.usual) {
      const given = told[question.flag]
      if (given !== undefined) return judged(question, given)
      if (terminal !== undefined) return terminal.ask(question, usual)
      if (usual === undefined && !question.optional) missing.push(`--${question.flag}`)
      return usual ?? ''
    },
    assertComplete() {
      if (missing.length === 0) return
      throw new Refusal(`Still needed: ${missing.join(', ')}.`)
    },
  }
}

function judged(question: Question, value: string): string {
  const fault = question.fault?.(value)
  if (fault !== undefined) throw new Refusal(`--${question.flag} ${fault}.`)
  return value
}
