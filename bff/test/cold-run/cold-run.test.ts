/**
 * From clone to production, by nothing but what the tools print: which fields to fill in at the provider, what
 * to run next. The provider is a real oidc-provider behind TLS; who signs in is a person with a browser.
 */
import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { openAuthorizationServer } from '../../dev/authorization-server.ts'
import { createAuthority, loopbackAddress } from '../../dev/certificates.ts'
import { freePort } from '../../dev/loopback-server.ts'
import { openResourceServer } from '../../dev/resource-server.ts'
import { createBrowser } from '../browser.ts'
import { signIn, signOut } from '../sign-in.ts'
import { openTlsProxy } from '../tls-proxy.ts'
import { trust } from '../wire.ts'
import { createCopy } from './copy.ts'

const address = { host: '127.0.0.1', port: 0 }

/** What a company has: an authority of its own, and something that ends TLS for the app. */
async function openCompany() {
  const authority = createAuthority()
  const tls = authority.issue({ address: loopbackAddress })
  const port = await freePort(0)
  const proxy = await openTlsProxy(tls, () => port)
  onTestFinished(() => proxy.close())
  onTestFinished(trust(authority.cert))
  return { authority, tls, port, origin: `https://127.0.0.1:${proxy.port}` }
}

/** Registered field by field, as printed: their names are those of oidc-provider's own client metadata. */
function registrationFrom(printed: string, clientSecret: string) {
  const pasted = (field: string) => {
    const [, url = ''] = new RegExp(`^  ${field} +(https://\\S+)$`, 'm').exec(printed) ?? []
    expect(url, field).not.toBe('')
    return url
  }
  return {
    clientId: 'from-the-console',
    clientSecret,
    keys: [],
    redirectUris: [pasted('redirect_uris')],
    postLogoutRedirectUris: [pasted('post_logout_redirect_uris')],
    backchannelLogoutUri: pasted('backchannel_logout_uri'),
  }
}

async function openProvider(client: ReturnType<typeof registrationFrom>, company: Company) {
  const { authority, tls } = company
  const provider = await openAuthorizationServer({ ...address, client, tls })
  onTestFinished(provider.close)
  const api = await openResourceServer({
    ...address,
    authorizationServer: provider,
    trusting: authority.cert,
  })
  onTestFinished(api.close)
  provider.registerResource(api.url, api.scope)
  return { issuer: provider.issuer, api }
}

type Company = Awaited<ReturnType<typeof openCompany>>

/** Where an operator keeps such things: beside `.env`, and like it ignored by git. */
function handOver(folder: string, name: string, text: string): string {
  const path = join(folder, `.env.${name}`)
  writeFileSync(path, text, { mode: 0o600 })
  return path
}

/** What is printed under "Next", as names of scripts with their flags. */
function nextSteps(printed: string): string[][] {
  const [, next = ''] = printed.split('\nNext:\n')
  const steps = next.matchAll(/^ {2}pnpm (?:run )?(\w+)((?: --[\w-]+)*)/gm)
  return [...steps].map(([, name = '', flags = '']) => [name, ...flags.split(' ').filter(Boolean)])
}

async function expectServed(origin: string): Promise<void> {
  const browser = createBrowser()
  expect((await browser.visit(`${origin}/`)).text).toContain('<div id="root">')
  const landed = await signIn(browser, origin, 'alice', { returnTo: '/notes' })
  expect([landed.status, landed.url]).toEqual([200, `${origin}/notes`])
  const notes = await browser.fetch(`${origin}/api/notes`)
  expect([notes.status, await notes.text()]).toEqual([200, expect.stringContaining('Groceries')])
  expect((await signOut(browser, origin)).url).toBe(`${origin}/signed-out`)
  expect((await browser.fetch(`${origin}/api/notes`)).status).toBe(401)
}

it('takes a clone to a person signed in, in production, by what is printed', async () => {
  const startedAtMs = performance.now()
  const company = await openCompany()
  const copy = createCopy()
  onTestFinished(copy.close)
  const place = ['--provider', 'oidc-provider', '--origin', company.origin]
  const asked = await copy.run(['init', ...place, '--fields'])
  expect(asked.code, asked.said).toBe(0)

  const secret = randomBytes(32).toString('base64url')
  const { issuer, api } = await openProvider(registrationFrom(asked.said, secret), company)
  const flags = {
    issuer,
    'client-id': 'from-the-console',
    'client-secret-file': handOver(copy.folder, 'secret', secret),
    'ca-file': handOver(copy.folder, 'ca', company.authority.cert),
    'api-url': api.url,
    resource: api.url,
    scope: api.scope,
  }
  const words = Object.entries(flags).flatMap(([flag, value]) => [`--${flag}`, value])
  const told = await copy.run(['init', ...place, ...words, '--yes'])
  expect(told.code, told.said).toBe(0)
  expect(told.said).toMatch(/✓ probe-registration[\s\S]*✓ probe-secret /)

  const env = { PORT: String(company.port) }
  const steps = nextSteps(told.said)
  expect(steps).toEqual([['build'], ['doctor', '--prod'], ['start']])
  for (const step of steps.slice(0, -1)) {
    const { code, said } = await copy.run(step, env)
    expect(code, said).toBe(0)
  }
  await copy.start('start', 'app.started', env)
  await expectServed(company.origin)
  const seconds = Math.round((performance.now() - startedAtMs) / 1000)
  console.log(`From a clone to a person signed in, in production: ${seconds} s.`)
}, 120_000)
