/** Times for people, in the language of the words. The exact time always stands in `<time dateTime>`. */
import { locale } from '../words/shell.ts'

const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' })
const clock = new Intl.DateTimeFormat(locale, { timeStyle: 'short' })

/** "today, 14:32", likewise tomorrow and yesterday, else "20 Nov 2026, 14:32". */
export function sayTime(at: Date, now: Date): string {
  const days = daysBetween(now, at)
  if (days === 0) return `today, ${clock.format(at)}`
  if (days === 1) return `tomorrow, ${clock.format(at)}`
  if (days === -1) return `yesterday, ${clock.format(at)}`
  return `${day.format(at)}, ${clock.format(at)}`
}

/** By the calendar of this device: half an hour may lie between today and tomorrow. */
function daysBetween(from: Date, to: Date): number {
  const midnight = (date: Date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate())
  return Math.round((midnight(to) - midnight(from)) / 86_400_000)
}
