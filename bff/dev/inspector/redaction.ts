/**
 * Makes values showable before anything else sees them. A secret becomes a mark – a keyed hash, the same for
 * the same value everywhere – and a length: one sees that the code of the redirect is the code of the token
 * request, and has neither. What names a person is masked. What nobody has classified is a secret.
 *
 * There is no way back: the key lives as long as this process, and no door of the inspector hands out more.
 */
import { createHmac, randomBytes } from 'node:crypto'
import type { Detail } from 'shared/inspector'
import { type Word, wordFor } from './words.ts'

export interface Redactor {
  detail(name: string, value: string, word?: Word): Detail
  markOf(value: string): string
  /** The last gate: no secret that was ever shown as a mark stands in what leaves here. */
  scrub(text: string): string
}

/** Enough for an afternoon; a secret older than that is no longer worth anything. */
const most = 5000
/** What is shorter could stand in a text by chance. */
const leastLength = 8

export function createRedactor(key = randomBytes(32)): Redactor {
  const secrets = new Set<string>()

  function remember(value: string): void {
    if (value.length < leastLength) return
    secrets.delete(value)
    secrets.add(value)
    for (const oldest of secrets) {
      if (secrets.size <= most) break
      secrets.delete(oldest)
    }
  }

  const markOf = (value: string) =>
    createHmac('sha256', key).update(value).digest('hex').slice(0, 6)

  return {
    markOf,
    detail(name, value, word = wordFor(name)) {
      const { kind, why, spec } = word
      const said = { name, kind, why, ...(spec !== undefined && { spec }) }
      if (kind === 'public') return { ...said, text: value }
      if (kind === 'personal') return { ...said, text: masked(value) }
      remember(value)
      return { ...said, text: `${value.length} characters`, mark: markOf(value) }
    },
    scrub(text) {
      let clean = text
      for (const secret of secrets) {
        if (clean.includes(secret)) clean = clean.replaceAll(secret, `(${markOf(secret)})`)
      }
      return clean
    },
  }
}

function masked(value: string): string {
  return value.length < 3 ? '•••' : `${value[0]}•••${value.at(-1)}`
}
