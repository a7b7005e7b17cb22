/** What to call somebody: claims are optional and come from elsewhere, so there is always a next best. */
import type { User } from 'shared/session'

export function displayName({ name, preferredUsername, email, sub }: User): string {
  return [name, preferredUsername, email].find((text) => text?.trim())?.trim() ?? sub
}

/** First letters of the first and last word; `Intl.Segmenter`, because a letter may be several code units. */
export function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean)
  const ends = words.length > 1 ? [words[0], words.at(-1)] : [words[0]]
  return ends
    .map((word) => firstLetter(word ?? ''))
    .join('')
    .toLocaleUpperCase()
}

function firstLetter(word: string): string {
  const [first] = new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(word)
  return first?.segment ?? ''
}
