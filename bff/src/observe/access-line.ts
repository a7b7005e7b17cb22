/**
 * The line that every request leaves, put together by hand. pino takes four times as long to write it – an object,
 * a look at each of its keys – and this is the one line that is part of what a call costs. Octet by octet it
 * is the one that pino would write (access-line.test.ts); all others are pino's.
 */
import type { Event } from '../events.ts'
import { tellable } from './tellable.ts'

type Finished = Extract<Event, { name: 'request.finished' }>

/** What JSON leaves as it is. */
const plain = /^[ !#-[\]-~]*$/

export function createAccessLine(): (event: Finished) => string {
  const timeText = createTimeText()
  return ({ at, ref, method, route, status, ms, refusal, trace }) =>
    `{"level":"info","time":"${timeText(at)}","event":"request.finished"` +
    `${field('ref', ref)}${field('method', method)}${field('route', route)}` +
    `${field('status', status)}${field('ms', ms)}` +
    `${field('refusal', refusal)}${field('trace', trace)}}\n`
}

function field(name: string, value: unknown): string {
  const told = tellable(value)
  if (told === undefined) return ''
  const text = typeof told === 'string' && plain.test(told) ? `"${told}"` : JSON.stringify(told)
  return `,"${name}":${text}`
}

/** Many lines are of the same millisecond. */
function createTimeText(): (at: number) => string {
  let last = Number.NaN
  let text = ''
  return (at) => {
    if (at !== last) text = new Date(at).toISOString() // UTC (ASVS 16.2.2)
    last = at
    return text
  }
}
