/**
 * The doctor, let loose on real servers: the liar as the provider, and an API that refuses who has no token.
 * All is well by default, so that a test names the one thing that is not.
 */
import { randomBytes } from 'node:crypto'
import { expect, onTestFinished } from 'vitest'
import type { Check, CheckId, Status } from '../../cli/doctor/check.ts'
import type { DoctorRequest } from '../../cli/doctor/doctor-request.ts'
import { type Machine, examine } from '../../cli/doctor/examine.ts'
import { createFetch } from '../../src/http/outbound.ts'
import { openApi } from '../conformance/liar/api.ts'
import { failingWith } from '../conformance/liar/forgeries.ts'
import type { Lies } from '../conformance/liar/lies.ts'
import { type Liar, type LiarOptions, openLiar } from '../conformance/liar.ts'

type Env = Record<string, string | undefined>

export interface Circumstances {
  lie?: Partial<Lies>
  liarOptions?: LiarOptions
  /** Over what is right. */
  env?: Env | ((liar: Liar, apiUrl: string) => Env)
  request?: Partial<DoctorRequest>
  machine?: Partial<Machine>
  /** Of what the API answers; 401 without a token by default. */
  apiStatus?: number
  nowMs?: () => number
}

export interface Examined {
  checks: Check[]
  of(id: CheckId): Check | undefined
  liar: Liar
  env: Env
}

/** One finding, the one thing that differs, and what is said then. */
export type Row = [id: CheckId, status: Status, when: string, how: Circumstances, says: RegExp]

export async function expectFinding([id, status, , how, says]: Row): Promise<void> {
  const { of } = await examined(how)
  const check = of(id)
  expect(check).toMatchObject({ status, docs: `bff/docs/doctor.md#${id}` })
  expect([check?.message, check?.remedy].join(' ').trim()).toMatch(says)
}

/** A second provider, which happens to be away. */
export const besideAnother: Env = {
  OIDC_PROVIDERS: 'partner',
  OIDC_PARTNER_ISSUER: 'http://127.0.0.1:9',
  OIDC_PARTNER_CLIENT_ID: 'claimcheck',
  OIDC_PARTNER_CLIENT_SECRET: 'a-secret-of-more-than-thirty-two-octets',
}

const wellMachine: Machine = {
  nodeVersion: 'v26.0.0',
  envFile: () => ({ tracked: false, ignored: true, open: false }),
  isFree: async () => true,
  build: () => ({ 'index.html': '<script type="module" src="/a.js"></script>', 'a.js': '1' }),
}

const whole: DoctorRequest = {
  prod: false,
  json: false,
  onlyProblems: false,
  network: true,
  probe: true,
}

export async function examined(how: Circumstances = {}): Promise<Examined> {
  const { apiStatus } = how
  const answered = { authorizationResponse: failingWith('login_required'), ...how.lie }
  const liar = await openLiar(answered, how.liarOptions)
  onTestFinished(() => liar.close())
  const api = await openApi(liar, {
    ...(apiStatus && { wire: (answer) => ({ ...answer, status: apiStatus }) }),
  })
  const own = typeof how.env === 'function' ? how.env(liar, api.url) : how.env
  const env: Env = { ...wellEnv(liar, api.url), ...own }
  const now = how.nowMs ?? Date.now
  const ports = { clock: { now }, fetch: globalThis.fetch, fetchWith: createFetch }
  const request = { ...whole, ...how.request }
  const checks = await examine(env, request, ports, { ...wellMachine, ...how.machine })
  return { checks, liar, env, of: (id) => checks.find((check) => check.id === id) }
}

function wellEnv(liar: Liar, apiUrl: string): Env {
  return {
    NODE_ENV: 'development',
    APP_ORIGIN: 'http://localhost:3000',
    OIDC_ISSUER: liar.issuer,
    OIDC_CLIENT_ID: liar.clientId,
    OIDC_CLIENT_SECRET: liar.clientSecret,
    OIDC_SCOPE: 'openid profile email offline_access',
    SESSION_KEYS: randomBytes(32).toString('base64url'),
    STORE_URL: 'memory:',
    RESOURCE_NOTES_URL: apiUrl,
  }
}
