/**
 * Production as an operator runs it: `main.ts` in a process of its own, configured by environment alone,
 * behind a proxy that ends TLS, against a provider that speaks TLS.
 */
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { expect, it, onTestFinished } from 'vitest'
import { freePort } from '../../dev/loopback-server.ts'
import { createBrowser } from '../browser.ts'
import { openLiar } from '../conformance/liar.ts'
import { loopbackAddress, selfSigned } from '../../dev/certificates.ts'
import { saidBy } from '../said-by.ts'
import { openTlsProxy } from '../tls-proxy.ts'

async function openProduction() {
  const tls = selfSigned({ address: loopbackAddress })
  const trusted = getCACertificates('default')
  setDefaultCACertificates([...trusted, tls.cert])
  const folder = mkdtempSync(join(tmpdir(), 'claimcheck-test-'))
  writeFileSync(join(folder, 'ca.pem'), tls.cert)
  const liar = await openLiar({}, { tls })
  const port = await freePort(0)
  const proxy = await openTlsProxy(tls, () => port)
  const origin = `https://127.0.0.1:${proxy.port}`
  const env = {
    PATH: process.env.PATH,
    NODE_ENV: 'production',
    NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem'),
    APP_ORIGIN: origin,
    PORT: String(port),
    OIDC_ISSUER: liar.issuer,
    OIDC_CLIENT_ID: liar.clientId,
    OIDC_CLIENT_SECRET: liar.clientSecret,
    SESSION_KEYS: randomBytes(32).toString('base64url'),
    STORE_URL: `sqlite:${join(folder, 'store.db')}`,
    RESOURCE_NOTES_URL: 'http://127.0.0.1:9/notes',
  }
  const main = spawn(process.execPath, ['bff/src/main.ts'], { env })
  onTestFinished(async () => {
    main.kill('SIGKILL')
    proxy.close()
    await liar.close()
    setDefaultCACertificates(trusted)
    rmSync(folder, { recursive: true })
  })
  await saidBy(main, 'app.started')
  return { origin, main, liar }
}

it('signs in over TLS, with every cookie locked [SC-01, SC-02, SC-03, SC-04, SC-05, SC-06, FE-05]', async () => {
  const { origin, main, liar } = await openProduction()
  const browser = createBrowser()
  const landed = await browser.visit(`${origin}/auth/login?returnTo=/notes`)
  expect(landed.url).toBe(`${origin}/notes`)

  const ours = landed.hops.filter(({ url }) => url.startsWith(origin))
  const set = ours.flatMap(({ headers }) => headers.getSetCookie())
  const shapes = set.map((line) => line.replace(/-tx-[^=]+=/, '-tx=').replace(/=[^;]*/, ''))
  const locked = 'path=/; expires; '
  expect(shapes.map((line) => line.replace(/expires=[^;]+/, 'expires'))).toEqual([
    `__Host-Http-claimcheck-tx; ${locked}samesite=lax; secure; httponly`,
    `__Host-Http-claimcheck-tx; ${locked}samesite=lax; secure; httponly`, // expired at the callback
    `__Host-Http-claimcheck; ${locked}samesite=strict; secure; httponly`,
  ])
  for (const { headers } of ours) {
    expect(headers.get('strict-transport-security')).toMatch(/max-age=\d{8}; includeSubDomains/)
  }
  const view = await browser.fetch(`${origin}/auth/session`)
  expect(await view.json()).toMatchObject({ status: 'signed-in', user: { sub: 'ada' } })
  expect(liar.seen.token).toHaveLength(1)

  main.kill('SIGTERM')
  const [code] = await new Promise<[number | null]>((resolve) =>
    main.once('exit', (...how) => resolve([how[0]])),
  )
  expect(code).toBe(0)
})

const complete = {
  PATH: process.env.PATH,
  NODE_ENV: 'production',
  APP_ORIGIN: 'https://app.example.com',
  OIDC_ISSUER: 'https://id.example.com',
  OIDC_CLIENT_ID: 'claimcheck',
  OIDC_CLIENT_SECRET: 'n0t-a-sample-value',
  SESSION_KEYS: randomBytes(32).toString('base64url'),
  RESOURCE_NOTES_URL: 'https://api.example.com/notes',
}

async function check(env: NodeJS.ProcessEnv) {
  const main = spawn(process.execPath, ['bff/src/main.ts', '--check'], { env })
  const said: Buffer[] = []
  main.stderr.on('data', (chunk: Buffer) => said.push(chunk))
  const code = await new Promise((resolve) => main.once('close', resolve))
  const named =
    Buffer.concat(said)
      .toString()
      .match(/^ {2}[A-Z_]+/gm) ?? []
  return { code, named: named.map((name) => name.trim()) }
}

it('finds a complete configuration complete', async () => {
  expect(await check(complete)).toEqual({ code: 0, named: [] })
})

it('refuses a bad one, naming all that is wrong at once [AR-01, CD-02, CD-03, MD-01]', async () => {
  const bad = {
    ...complete,
    APP_ORIGIN: 'http://localhost:3000',
    OIDC_ISSUER: 'http://127.0.0.1:4001',
    OIDC_CLIENT_SECRET: undefined,
    STORE_URL: 'memory:',
    SESSION_KEY: 'mistyped',
  }
  const { code, named } = await check(bad)
  expect(code).toBe(1)
  expect(named.sort()).toEqual([
    'APP_ORIGIN',
    'OIDC_CLIENT_SECRET',
    'OIDC_ISSUER',
    'SESSION_KEY',
    'STORE_URL',
  ])
})
