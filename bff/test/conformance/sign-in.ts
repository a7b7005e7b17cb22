/**
 * The driver of the conformance modules: a BFF against a liar, and a person whose browser walks through
 * login → authorize → callback. `signIn(lie)` is one whole attempt; `openEncounter(lie)` is for modules
 * that need two, or something in between. What was opened is closed when the test is over.
 */
import { paths } from 'shared/paths'
import type { SessionView } from 'shared/session'
import { onTestFinished } from 'vitest'
import { createMemoryStorage } from '../../src/storage/memory.ts'
import type { Kind, Storage } from '../../src/storage/storage.ts'
import { type Browser, createBrowser, type Page } from '../browser.ts'
import { createMovableClock, type OpenBff, openBff } from '../open-bff.ts'
import { type Api, type ApiLies, openApi } from './liar/api.ts'
import { formIn, hasForm } from './liar/forms.ts'
import { type Liar, type LiarOptions, openLiar } from './liar.ts'
import type { Lies } from './liar/lies.ts'
import { noteSeen } from './seen.ts'

export interface Encounter {
  liar: Liar
  bff: OpenBff
  /** Where the options asked for one. */
  api: Api | undefined
  /** A person with a fresh browser signs in. `query` is appended to the login path. */
  signIn(query?: string): Promise<Attempt>
}

export interface Attempt {
  liar: Liar
  bff: OpenBff
  browser: Browser
  /** The kinds of record that this attempt left in the store. */
  stored: Kind[]
  /** Where the person ended: path and query, without the `ref` that differs each time. */
  landing: string
  response: Page
  session: SessionView
  /** What the log says of it, one line for each request that failed. */
  failures: Record<string, unknown>[]
}

export interface EncounterOptions extends LiarOptions {
  env?: Record<string, string | undefined>
  /** Behind the BFF an API that takes the liar's tokens, and lies like this. */
  api?: Partial<ApiLies>
  /** The network as the BFF has it. */
  fetch?: typeof globalThis.fetch
}

export async function signIn(lie?: Partial<Lies>, options?: EncounterOptions): Promise<Attempt> {
  const encounter = await openEncounter(lie, options)
  return encounter.signIn()
}

export async function openEncounter(
  lie?: Partial<Lies>,
  options: EncounterOptions = {},
): Promise<Encounter> {
  // One clock, so that moving it never makes an honest token look stale.
  const clock = createMovableClock()
  const liar = await openLiar({ clock, ...lie }, options)
  onTestFinished(() => liar.close())
  const { tls, mtls } = options
  const api =
    options.api &&
    (await openApi(liar, options.api, mtls && tls ? { ...tls, requestCert: true } : tls))
  const written: Kind[] = []
  const env = {
    OIDC_ISSUER: liar.issuer,
    OIDC_CLIENT_ID: liar.clientId,
    OIDC_CLIENT_SECRET: liar.clientSecret,
    // Else it is the liar's userinfo, so that one list shows every use of an access token.
    RESOURCE_NOTES_URL: api?.url ?? liar.endpoints.userinfo,
    ...options.env,
  }
  const storage = noting(written, createMemoryStorage(clock))
  const bff = await openBff({ env, clock, storage, ...(options.fetch && { fetch: options.fetch }) })
  onTestFinished(() => bff.close())
  const attempts: Attempt[] = []
  noteSeen(liar, attempts, api)
  // Registered now: its port was not known before.
  liar.lie({ clientJwksUri: bff.origin + paths.jwks, ...lie })
  return {
    liar,
    bff,
    api,
    async signIn(query) {
      const made = await attempt(liar, bff, written, query)
      attempts.push(made)
      return made
    },
  }
}

async function attempt(liar: Liar, bff: OpenBff, written: Kind[], query = ''): Promise<Attempt> {
  const before = { written: written.length, failed: bff.logged('request.failed').length }
  const browser = createBrowser()
  const response = await walk(browser, `${bff.origin}/auth/login${query}`)
  const answer = await browser.fetch(`${bff.origin}/auth/session`)
  const session = (await answer.json()) as SessionView
  const stored = written.slice(before.written)
  const failures = bff.logged('request.failed').slice(before.failed)
  const landing = landingOf(response.url)
  return { liar, bff, browser, stored, landing, response, session, failures }
}

/** By way of a form that submits itself, when the response comes that way. */
async function walk(browser: Browser, url: string): Promise<Page> {
  const page = await browser.visit(url)
  if (!hasForm(page.text)) return page
  const { action, fields } = formIn(page.text)
  const landed = await browser.visit(action, { from: page.url, method: 'POST', form: fields })
  return { ...landed, hops: [...page.hops, ...landed.hops] }
}

/** The same storage, which notes what kinds of record were written. */
function noting(written: Kind[], storage: Storage): Storage {
  return {
    ...storage,
    write(id, kind, value, options) {
      written.push(kind)
      return storage.write(id, kind, value, options)
    },
  }
}

export function landingOf(href: string): string {
  const url = new URL(href)
  url.searchParams.delete('ref')
  return url.pathname + url.search
}
