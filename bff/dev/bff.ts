/**
 * The BFF as `pnpm dev` runs it: `src/main.ts` with an observer. Node starts it anew whenever one of its files
 * is edited (start/bff-process.ts). Who may look at what it sees has to have INSPECTOR_KEY.
 */
import { randomBytes } from 'node:crypto'
import { resourceNames } from '../src/api/resources.ts'
import { ConfigError } from '../src/config/config-error.ts'
import { readConfig } from '../src/config/read-config.ts'
import { createHttpServer } from '../src/http/server.ts'
import { openPorts, systemClock } from '../src/process-ports.ts'
import { openStorage } from '../src/storage/open-storage.ts'
import { createInspectedApp } from './inspector/inspected.ts'
import { createServerTiming } from './server-timing.ts'

const tickEveryMs = 15_000
const sweepEveryMs = 60_000

const config = configOrExit()
const timing = createServerTiming(config, () => performance.now())
const ports = timing.ports(openPorts(config))
const { storage } = ports
const app = createInspectedApp(config, ports, {
  key: process.env['INSPECTOR_KEY'] ?? randomBytes(32).toString('base64url'),
  env: process.env,
  // Vite is in front, and has every page.
  web: { directory: '', html: () => undefined },
  // Memory cannot be opened twice, and one cannot be in doubt about it either.
  storageBeside:
    config.storeUrl === 'memory:' ? storage : openStorage(config.storeUrl, systemClock),
})
setInterval(() => void app.tick(), tickEveryMs)
setInterval(() => void storage.sweep().catch(() => 0), sweepEveryMs)
createHttpServer(timing.answer(app.answer)).listen(config.port, config.host)

// Nothing is drained: whoever restarts it is waiting for it.
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => process.exit(0))

function configOrExit() {
  try {
    return readConfig(process.env, resourceNames)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    console.error(error.message)
    process.exit(1)
  }
}
