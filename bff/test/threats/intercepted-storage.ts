/**
 * A storage that tells of every call before it is made; whoever is told may note it, or throw. What answers
 * at once (`subscribe`) never goes to a store, and passes.
 */
import type { Storage } from '../../src/storage/storage.ts'

type Verb = keyof Storage

export function intercepted(storage: Storage, before: (verb: Verb) => void): Storage {
  const verbs = Object.entries(storage) as [Verb, (...given: unknown[]) => Promise<unknown>][]
  const told = verbs.map(([verb, act]) => [
    verb,
    async (...given: unknown[]) => {
      before(verb)
      return act(...given)
    },
  ])
  const { subscribe } = storage
  return { ...Object.fromEntries(told), subscribe }
}
