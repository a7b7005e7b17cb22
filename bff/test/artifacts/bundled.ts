/**
 * The bundle as an image runs it: one file and a built web app in a folder of their own, in production mode,
 * configured by the environment, behind something that ends TLS. What is opened is closed when the test is
 * over.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { globSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { onTestFinished } from 'vitest'
import { bundle } from '../../cli/bundle.ts'
import { type Certificate, loopbackAddress, selfSigned } from '../../dev/certificates.ts'
import { freePort } from '../../dev/loopback-server.ts'
import { type Liar, openLiar } from '../conformance/liar.ts'
import { saidBy } from '../said-by.ts'
import { openTlsProxy } from '../tls-proxy.ts'

export interface Bundled {
  origin: string
  liar: Liar
  /** What the management port of the first instance says. */
  healthOf(path: string): Promise<number>
  /** What lies in the folder of the app, below it included. */
  files(): string[]
  /** SIGTERM to that instance. @returns its exit code */
  stop(instance?: number): Promise<number | null>
  start(instance: number): Promise<void>
}

export interface BundledOptions {
  instances?: number
  /** Ends TLS and passes on to these ports. */
  openFront?(tls: Certificate, ports: readonly number[]): Promise<{ port: number; close(): void }>
  env?(tls: Certificate, folder: string): Promise<Record<string, string>>
}

const withTlsProxy: Required<BundledOptions>['openFront'] = (tls, [port = 0]) =>
  openTlsProxy(tls, () => port)

export async function openBundled(options: BundledOptions = {}): Promise<Bundled> {
  const { instances: count = 1, openFront = withTlsProxy } = options
  const folder = mkdtempSync(join(tmpdir(), 'claimcheck-bundled-'))
  const app = await layOut(folder)
  const tls = selfSigned({ address: loopbackAddress })
  writeFileSync(join(folder, 'ca.pem'), tls.cert)
  trustAlso(tls.cert)
  const liar = await openLiar({}, { tls })
  const ports = await Promise.all(Array.from({ length: count }, () => freePort(0)))
  const front = await openFront(tls, ports)
  const origin = `https://127.0.0.1:${front.port}`
  const managementPort = await freePort(0)
  const shared = {
    PATH: process.env['PATH'],
    NODE_ENV: 'production',
    APP_ORIGIN: origin,
    NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem'),
    OIDC_ISSUER: liar.issuer,
    OIDC_CLIENT_ID: liar.clientId,
    OIDC_CLIENT_SECRET: liar.clientSecret,
    SESSION_KEYS: randomBytes(32).toString('base64url'),
    STORE_URL: `sqlite:${join(folder, 'store.db')}`,
    RESOURCE_NOTES_URL: 'http://127.0.0.1:9/notes',
    ...(await options.env?.(tls, folder)),
  }
  const processes: ChildProcess[] = []
  const start = async (instance: number) => {
    const own = {
      PORT: String(ports[instance]),
      ...(!instance && { MANAGEMENT_PORT: `${managementPort}` }),
    }
    const main = spawn(process.execPath, ['bff/dist/main.mjs'], {
      cwd: app,
      env: { ...shared, ...own },
    })
    processes[instance] = main
    await saidBy(main, 'app.started')
  }
  onTestFinished(async () => {
    for (const main of processes) main.kill('SIGKILL')
    front.close()
    await liar.close()
    rmSync(folder, { recursive: true, force: true })
  })
  for (const instance of ports.keys()) await start(instance)

  return {
    origin,
    liar,
    start,
    files: () => globSync('**/*.*', { cwd: app }).toSorted(),
    healthOf: async (path) => (await fetch(`http://127.0.0.1:${managementPort}${path}`)).status,
    async stop(instance = 0) {
      const exit = once(processes[instance]!, 'exit')
      processes[instance]!.kill('SIGTERM')
      const [code] = (await exit) as [number | null]
      return code
    },
  }
}

/** Made once for all tests of a file: it takes its time. */
let built: Promise<string> | undefined

/** As in the image: `bff/dist` and `web/dist` side by side. */
async function layOut(folder: string): Promise<string> {
  const app = join(folder, 'app')
  built ??= bundle('main').then(({ code }) => code)
  for (const part of ['bff', 'web']) mkdirSync(join(app, part, 'dist'), { recursive: true })
  writeFileSync(join(app, 'bff/dist/main.mjs'), await built)
  writeFileSync(join(app, 'web/dist/index.html'), '<head><title>the web app</title></head>')
  return app
}

function trustAlso(cert: string): void {
  const trusted = getCACertificates('default')
  setDefaultCACertificates([...trusted, cert])
  onTestFinished(() => setDefaultCACertificates(trusted))
}
