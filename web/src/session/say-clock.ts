/** "14:32", as the words are written. */
import { locale } from '../words/shell.ts'

const clock = new Intl.DateTimeFormat(locale, { timeStyle: 'short' })

export function sayClock(atMs: number): string {
  return clock.format(atMs)
}
