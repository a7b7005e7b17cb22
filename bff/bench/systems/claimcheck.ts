/**
 * Ours, as it is deployed: main.ts in production mode, everything on. Its sessions are minted, so that no
 * authorization server is needed; its log goes to a file.
 */
import { hash, randomBytes } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { freePort } from '../../dev/loopback-server.ts'
import { type Child, type Place, startChild } from '../child.ts'
import { mintSessions } from '../minted-sessions.ts'
import type { Surroundings, System } from './system.ts'

export interface ClaimcheckOptions {
  name: string
  storeUrl: string
  sessions: number
  env?: Record<string, string>
  /** Another program with the same wiring, e.g. one with fewer layers. */
  program?: URL
  nodeOptions?: string[]
  place?: Place
}

const main = new URL('../../src/main.ts', import.meta.url)
export const sessionCookieName = '__Host-Http-claimcheck'

export async function startClaimcheck(
  around: Surroundings,
  options: ClaimcheckOptions,
): Promise<System & { env: Record<string, string> }> {
  const { name, storeUrl, sessions, nodeOptions = [], place = 'measured' } = options
  const port = await freePort(0)
  const env = { ...envOf(storeUrl, port, around), ...options.env }
  await mintSessions(settingsIn(env), 0, sessions)
  const child: Child = await startChild(
    process.execPath,
    [...nodeOptions, fileURLToPath(options.program ?? main)],
    { env, port, place, output: `${around.folder}/${name.replaceAll(/\W+/g, '-')}.log` },
  )
  const cookie = { name: sessionCookieName, sessions }
  return { ...child, name, port, cookie, env }
}

/** Without what is for the program alone. */
function settingsIn(env: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('BENCH_')))
}

export function envOf(storeUrl: string, port: number, { folder, upstreamPort }: Surroundings) {
  return {
    NODE_ENV: 'production',
    APP_ORIGIN: 'https://app.example.com',
    PORT: String(port),
    OIDC_ISSUER: 'https://login.example.com',
    OIDC_CLIENT_ID: 'bench',
    OIDC_CLIENT_SECRET: randomBytes(32).toString('base64url'),
    // The same for the whole run: who meets a store of the measurement before can open what is in it.
    SESSION_KEYS: hash('sha256', folder, 'base64url'),
    STORE_URL: storeUrl,
    RESOURCE_NOTES_URL: `http://127.0.0.1:${upstreamPort}/notes`,
    // On, and never reached: what counting costs belongs to the measurement.
    RATE_LIMIT_ORDINARY: 'session:999999999/60,subject:999999999/60',
  }
}
