/** Times for people, in the language of the words. The exact time always stands in `<time dateTime>`. */
import { justNow, locale } from '../words/shell.ts'

const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' })
const clock = new Intl.DateTimeFormat(locale, { timeStyle: 'short' })
const distance = new Intl.RelativeTimeFormat(locale)

/** "today, 14:32", likewise tomorrow and yesterday, else "20 Nov 2026, 14:32". */
export function sayTime(at: Date, now: Date): string {
  const days = daysBetween(now, at)
  if (days === 0) return `today, ${clock.format(at)}`
  if (days === 1) return `tomorrow, ${clock.format(at)}`
  if (days === -1) return `yesterday, ${clock.format(at)}`
  return `${day.format(at)}, ${clock.format(at)}`
}

/** "3 minutes ago (14:29)": how long, for a feeling, and when, for the record. From a day on, the day. */
export function sayAgo(at: Date, now: Date): string {
  const minutes = Math.floor((now.getTime() - at.getTime()) / 60_000)
  if (minutes >= 24 * 60) return sayTime(at, now)
  if (minutes < 1) return `${justNow} (${clock.format(at)})`
  const said =
    minutes < 60
      ? distance.format(-minutes, 'minute')
      : distance.format(-Math.floor(minutes / 60), 'hour')
  return `${said} (${clock.format(at)})`
}

/** By the calendar of this device: half an hour may lie between today and tomorrow. */
function daysBetween(from: Date, to: Date): number {
  const midnight = (date: Date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate())
  return Math.round((midnight(to) - midnight(from)) / 86_400_000)
}
