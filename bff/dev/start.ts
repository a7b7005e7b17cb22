/**
 * `pnpm dev`: the local world, the BFF – started anew whenever it is edited – and Vite with the web app in
 * front of it. Ready when it says so; Ctrl-C stops all of it and leaves nothing behind.
 *
 * Settings in your own environment, or in `.env`, win over the world's, so that `OIDC_ISSUER=… pnpm dev` signs in at your
 * own authorization server. Where things listen is decided here alone: it has to match. Another kind of
 * world: `pnpm dev --configuration fapi2-dpop`, or any other name of `configurations.ts`.
 */
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type ConfigurationName, configurationNamed } from './configurations.ts'
import { developmentOnly } from './development-only.ts'
import { freePort } from './loopback-server.ts'
import { startBff } from './start/bff-process.ts'
import { type Ready, readyText } from './start/ready-text.ts'
import { bffEnv } from './start/bff-env.ts'
import { ownEnv } from './start/own-env.ts'
import { openWorld, type World } from './world.ts'

const usualPorts = { app: 3000, authorizationServer: 4001, resourceServer: 4002 }

async function start(configuration: string): Promise<void> {
  const ends: (() => unknown)[] = []
  const stop = async (exitCode: number): Promise<never> => {
    // In reverse: who was started last needs the others.
    for (const end of ends.splice(0).toReversed()) await end()
    process.exit(exitCode)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => void stop(0))
  }

  try {
    const { about } = configurationNamed(configuration)
    const world = await openWorld({
      ports: usualPorts,
      configuration: configuration as ConfigurationName,
    })
    ends.push(world.close)
    // Sessions outlive a restart of the BFF and not this command, as the people in them do.
    const folder = await mkdtemp(join(tmpdir(), 'claimcheck-dev-'))
    ends.push(() => rm(folder, { recursive: true, force: true }))
    const port = await freePort(0)
    const env = bffEnv(world, ownEnv(process.env, '.env'), {
      port,
      storeFile: join(folder, 'dev.db'),
    })
    const key = randomBytes(24).toString('base64url')
    const bff = startBff({ ...env, INSPECTOR_KEY: key })
    ends.push(bff.stop)
    // Only now, so that Vite is loaded while the BFF starts.
    const { startWebServer } = await import('./start/web-server.ts')
    const web = await startWebServer({ port: world.appPort, bffPort: port })
    ends.push(web.close)
    await bff.listening(port)
    const inspector = `${world.appOrigin}/__dev/open?key=${key}`
    console.log(readyText({ ...readyOf(world), configuration, about, inspector }, usualPorts))
  } catch (error) {
    console.error(error)
    await stop(1)
  }
}

function readyOf({
  appOrigin,
  appPort,
  authorizationServer,
  loginAt,
  resourceServer,
  people,
}: World): Omit<Ready, 'configuration' | 'about' | 'inspector'> {
  return {
    appOrigin,
    ...(loginAt && { loginAt }),
    people,
    issuer: authorizationServer.issuer,
    apiUrl: resourceServer.url,
    ports: {
      app: appPort,
      authorizationServer: authorizationServer.port,
      resourceServer: resourceServer.port,
    },
  }
}

developmentOnly('localhost', process.env.NODE_ENV)
const { values } = parseArgs({
  options: { configuration: { type: 'string', default: 'plain' } },
})
await start(values.configuration)
