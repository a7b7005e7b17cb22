/**
 * Others who do the same work, as far as they are found on this machine: each signs somebody in at the local
 * authorization server, keeps the session and puts the token on every call.
 */
import { fileURLToPath } from 'node:url'
import { freePort } from '../../dev/loopback-server.ts'
import { openWorld } from '../../dev/world.ts'
import { createBrowser } from '../../test/browser.ts'
import { answerPages } from '../../test/sign-in.ts'
import { type Child, startChild } from '../child.ts'
import type { Stage } from '../stage.ts'
import { type ApacheOptions, isApacheInstalled, startApache } from './apache.ts'
import type { System } from './system.ts'

type Start = (options: ApacheOptions) => Promise<Child>

const program = fileURLToPath(new URL('../servers/express.mjs', import.meta.url))

function rivalsHere({ redisUrl }: Stage): [name: string, start: Start][] {
  const rivals: [string, Start][] = []
  if (isApacheInstalled()) {
    rivals.push(['Apache + mod_auth_openidc, shared memory', startApache])
    const redisPort = redisUrl === undefined ? undefined : Number(new URL(redisUrl).port)
    const onRedis: Start = (options) => startApache({ ...options, redisPort })
    if (redisPort !== undefined) rivals.push(['Apache + mod_auth_openidc, Redis', onRedis])
  }
  const folder = process.env['BENCH_EXPRESS']
  if (folder !== undefined) {
    rivals.push([
      'express-openid-connect, store',
      (options) => startExpress(options, folder, 'memory'),
    ])
    rivals.push([
      'express-openid-connect, cookie',
      (options) => startExpress(options, folder, 'none'),
    ])
  }
  return rivals
}

export async function startRivals(stage: Stage): Promise<System[]> {
  const rivals = rivalsHere(stage)
  const ports: number[] = []
  while (ports.length < rivals.length) ports.push(await freePort(0))
  const redirectUris = ports.map((port) => `http://localhost:${port}/callback`)
  const world = await openWorld({ client: { redirectUris } })
  stage.keep({ stop: world.close })
  const { OIDC_CLIENT_ID: clientId = '', OIDC_CLIENT_SECRET: clientSecret = '' } = world.env
  const { issuer } = world.authorizationServer
  const systems: System[] = []
  for (const [at, [name, start]] of rivals.entries()) {
    const port = ports[at]!
    const { folder, upstreamPort } = stage
    const client = { issuer, clientId, clientSecret }
    const child = stage.keep(await start({ folder, upstreamPort, port, ...client }))
    systems.push({ ...child, name, port, cookieHeader: await signInAt(port) })
  }
  return systems
}

/** And makes sure that it does the same work: the token goes along, and the cookie does not. */
async function signInAt(port: number): Promise<string> {
  const origin = `http://localhost:${port}`
  const browser = createBrowser()
  const first = await browser.visit(`${origin}/api/notes/echo`)
  const { text } = await answerPages(browser, first, origin, 'alice')
  const { authorization } = JSON.parse(text) as { authorization: string }
  if (!/^Bearer \S{20,}/.test(authorization)) throw new Error(`${origin} sends no token.`)
  return browser.jar.headerFor(new URL(origin), 'same-site') ?? ''
}

function startExpress(
  { port, issuer, clientId, clientSecret, upstreamPort, folder }: ApacheOptions,
  packages: string,
  store: string,
): Promise<Child> {
  const env = {
    NODE_ENV: 'production',
    BENCH_EXPRESS: packages,
    BENCH_STORE: store,
    PORT: String(port),
    ISSUER: issuer,
    CLIENT_ID: clientId,
    CLIENT_SECRET: clientSecret,
    UPSTREAM: `http://127.0.0.1:${upstreamPort}`,
  }
  const output = `${folder}/express-${port}.log`
  return startChild(process.execPath, [program], { env, port, place: 'measured', output })
}
