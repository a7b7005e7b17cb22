/**
 * Secrets in what is observed (ASVS 16.2.5, 14.2.1): whoever reads log, audit trail, metrics or traces, or is
 * sent them, finds something that opens a door. A life with faults is lived at the highest log level, and then
 * everything that was written down about it is searched for every secret that there was – also in the
 * disguises of a URL, of base64 and of JSON.
 */
import type { IncomingMessage } from 'node:http'
import { beforeAll, expect, it } from 'vitest'
import { createBrowser } from '../browser.ts'
import { json } from '../conformance/liar/wire.ts'
import { openManagement } from '../scrape.ts'
import { openTraceKeeper, type TraceKeeper } from '../trace-keeper.ts'
import { callbackFor, type Scene, sessionCookieOf, setScene, signedIn } from './scene.ts'

let keeper: TraceKeeper
let scene: Scene
let cookies: string[]

beforeAll(async () => {
  keeper = openTraceKeeper()
  scene = await setScene({}, { env: { LOG_LEVEL: 'debug', MANAGEMENT_PORT: '0' } })
  cookies = await liveAWholeLife()
  keeper.close()
  return scene.close
})

it.each<[what: string, written: () => string | Promise<string>]>([
  ['the log', () => scene.bff.log.filter((line) => !line.startsWith('{"audit"')).join('')],
  ['the audit trail', () => scene.bff.log.filter((line) => line.startsWith('{"audit"')).join('')],
  ['the metrics', async () => (await openManagement(scene.bff)).metrics()],
  ['the version', async () => (await (await openManagement(scene.bff)).get('/version')).text()],
  ['the traces', () => JSON.stringify(keeper.spans().map(tellableSpan))],
])('%s shows none [EL-04]', async (_what, written) => {
  const text = await written()
  expect(text.length).toBeGreaterThan(20) // somebody wrote it
  const secrets = everySecret()
  expect(secrets.length).toBeGreaterThan(20)
  expect(secrets.flatMap(disguises).filter((secret) => text.includes(secret))).toEqual([])
})

/** An exporter gets all of this. */
function tellableSpan({
  name,
  attributes,
  events,
  status,
  links,
}: ReturnType<TraceKeeper['spans']>[number]) {
  return { name, attributes, events, status, links }
}

async function liveAWholeLife(): Promise<string[]> {
  const { origin, liar, api, bff } = scene
  const browser = await signedIn(scene)
  const cookie = sessionCookieOf(browser)!
  api.answer = (req, res) => {
    res.setHeader('x-token', tokenIn(req)) // a careless API
    res.writeHead(401, { 'www-authenticate': `Bearer realm="${tokenIn(req)}"` }).end(tokenIn(req))
  }
  await browser.fetch(`${origin}/api/notes?token=${cookie}`)
  api.answer = (_req, res) => res.socket?.end('HTTP/1.1 not even that\r\n\r\n')
  await browser.fetch(`${origin}/api/notes`)
  bff.clock.advance(600_000)
  await browser.fetch(`${origin}/api/notes`) // refreshes
  await browser.visit(await callbackFor(scene, createBrowser())) // somebody else's, with its code
  liar.lie({ idTokenClaims: (claims) => ({ ...claims, nonce: 'another' }) })
  await signedIn(scene) // fails after the token response, which hangs on the error
  const [code] = issued('code')
  liar.lie({
    wire: { token: () => json({ error: 'invalid_grant', error_description: code }, 400) },
  })
  await signedIn(scene)
  bff.clock.advance(600_000)
  await browser.fetch(`${origin}/api/notes`) // the refresh is refused: the session ends
  return [cookie]
}

function tokenIn({ headers }: IncomingMessage): string {
  return headers.authorization?.replace('Bearer ', '') ?? ''
}

const issued = (kind: string) =>
  scene.liar.issued.filter((secret) => secret.startsWith(`liar-marked-${kind}-`))

/** Codes and tokens of every kind, what was sent to get them, cookies, keys, the client secret. */
function everySecret(): string[] {
  const { liar, env } = scene
  const sentAlong = ['state', 'nonce', 'code_challenge'].flatMap((name) =>
    liar.seen.authorize.flatMap(({ url }) => url.searchParams.getAll(name)),
  )
  const verifiers = liar.seen.token.flatMap(({ body }) => body.getAll('code_verifier'))
  const keys = (env['SESSION_KEYS'] ?? '').split(',')
  return [...liar.issued, ...sentAlong, ...verifiers, ...cookies, ...keys, liar.clientSecret]
}

function disguises(secret: string): string[] {
  const octets = Buffer.from(secret)
  return [
    secret,
    encodeURIComponent(secret),
    octets.toString('base64').replace(/=+$/, ''),
    octets.toString('base64url'),
    octets.toString('hex'),
  ]
}
