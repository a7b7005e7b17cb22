import { describe, expect, it } from 'vitest'
import page from '../index.html?raw'
import { type Failure } from './http.ts'
import { problems } from 'shared/problem'
import { isOutcomeUnknown, sayFailure, sayUnknown } from './words/say-failure.ts'

const rooms = import.meta.glob<Record<string, unknown>>(['./words/*.ts', './*/words.ts'], {
  eager: true,
})

/** They want a failure, and are asked below. */
const aboutFailures = new Set<unknown>([isOutcomeUnknown, sayFailure, sayUnknown])

/** Every text, with a stand-in wherever a name or a number goes. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value === 'function') return textsIn(say(value as (...args: unknown[]) => unknown))
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(textsIn)
  return []
}

function say(words: (...args: unknown[]) => unknown): unknown {
  return aboutFailures.has(words) ? undefined : words('Something')
}

const texts = Object.values(rooms).flatMap(textsIn)
const failures = [401, 403, 404, 409, 410, 412, 413, 418, 429, 500, 503]

describe('the words', () => {
  it('are found', () => {
    expect(texts.length).toBeGreaterThan(100)
  })

  it.each([
    ['jargon', /\b(tokens?|sessions?|authenticat\w*|credentials?|BFF|OAuth|OIDC|provider)\b/i],
    [
      'another word for signing in',
      /\b(log|sign)[- ]?(on|off)\b|\blog(in|ged|ging)?[- ]?(in|out)\b|\blogin\b/i,
    ],
    ['an exclamation mark', /!/],
    ['small talk', /\b(oops|uh[- ]oh|sorry|whoops|something went wrong)\b/i],
    ['three full stops', /\.\.\./],
    ['straight quotation marks', /["']/],
  ])('hold no %s', (_what, pattern) => {
    const shown = page.replace(/<!--[\s\S]*?-->|<[^>]*>/g, ' ')
    expect([...texts, ...shown.split('\n')].filter((text) => pattern.test(text))).toEqual([])
  })

  it.each(failures)('say what a %i of the API means, and what to do [FE-10]', (status) => {
    const text = sayFailure({ code: 'resource', status, refused: false })
    expect(text).toMatch(/^[A-Z].*\.$/)
    expect(text).not.toMatch(/\d{3}/)
  })

  it.each(['network', 'timeout', 'unreadable'] as const)('say what %s means', (code) => {
    expect(sayFailure({ code, status: 0, refused: false })).toContain('try again')
  })

  it('say of our own problems what the table says', () => {
    const failure: Failure = { code: 'store-unreachable', status: 503, refused: true }
    expect(sayFailure(failure)).toBe(problems['store-unreachable'].title)
  })

  it.each([
    [undefined, 'in a moment'],
    [0.2, 'in a moment'],
    [7, 'in 7 seconds'],
    [3_541, 'in 60 minutes'],
  ])('say when to come back after %s s, whoever had too much', (retryAfterSeconds, when) => {
    const told = retryAfterSeconds === undefined ? {} : { retryAfterSeconds }
    for (const code of ['resource', 'too-many-calls'] as const) {
      const refused = code !== 'resource'
      expect(sayFailure({ code, status: 429, refused, ...told })).toContain(when)
    }
  })
})
