/**
 * The columns of MATRIX.md: what a browser may be doing when something fails. `prepare` is what it did
 * before that. The answer is put in the words of the table.
 */
import { paths } from 'shared/paths'
import type { ProblemBody } from 'shared/problem'
import type { Browser, Page } from '../browser.ts'
import type { OutageHouse } from './outage-house.ts'

export interface Person {
  house: OutageHouse
  /** Signed in. */
  browser: Browser
  /** Somebody else's, at the door. */
  newcomer: Browser
}

export interface Answer {
  /** In the words of the table. */
  gets: string
  retryAfter: string | null
}

type Ask = (person: Person, prepared: string) => Promise<Answer>

interface Asking {
  prepare?(person: Person): Promise<string>
  ask: Ask
}

const lifetimeMs = 301_000

export const askings: Record<string, Asking> = {
  page: { ask: async ({ house, browser }) => seen(house, await visit(browser, house, '/notes')) },
  session: { ask: script(paths.session) },
  'API call': { ask: script('/api/notes') },
  'API call, token expired': {
    async prepare({ house }) {
      house.clock.advance(lifetimeMs)
      return ''
    },
    ask: script('/api/notes'),
  },
  login: {
    ask: async ({ house, browser }) => seen(house, await visit(browser, house, paths.login)),
  },
  callback: {
    async prepare({ house, newcomer }) {
      const stopBefore = (url: string) => url.startsWith(house.origin + paths.callback)
      const page = await newcomer.visit(house.origin + paths.login, { stopBefore })
      return page.headers.get('location') ?? ''
    },
    async ask({ house, newcomer }, callback) {
      const from = house.issuer
      return seen(house, await newcomer.visit(callback, { from, stopBefore: () => true }))
    },
  },
  logout: { ask: script(paths.logout, 'POST') },
  extend: { ask: script(paths.extend, 'POST') },
}

function script(path: string, method = 'GET'): Ask {
  return async ({ house, browser }) => {
    const response = await browser.fetch(house.origin + path, { method })
    const { status, headers } = response
    const code = status < 400 ? '' : ((await response.json()) as ProblemBody).code
    return { gets: `${status} ${code}`.trim(), retryAfter: headers.get('retry-after') }
  }
}

/** One step and no further: to where it is sent is the answer. */
function visit(browser: Browser, { origin }: OutageHouse, path: string): Promise<Page> {
  return browser.visit(origin + path, { from: `${origin}/`, stopBefore: () => true })
}

function seen({ origin, issuer }: OutageHouse, { status, headers }: Page): Answer {
  const location = headers.get('location')
  if (location === null) return { gets: String(status), retryAfter: headers.get('retry-after') }
  const { origin: where, pathname, searchParams } = new URL(location, origin)
  const gets = where === issuer ? 'authorization server' : pathname
  return { gets: `${gets} ${searchParams.get('code') ?? ''}`.trim(), retryAfter: null }
}
