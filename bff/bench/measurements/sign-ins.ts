/**
 * Whole sign-ins, redirect to session, against an authorization server that signs in whoever asks, at once: the
 * CPU is ours alone. Both speak `http` on loopback here, so it is in development mode, and without the cost
 * of TLS to the authorization server.
 */
import { fileURLToPath } from 'node:url'
import { paths } from 'shared/paths'
import { freePort } from '../../dev/loopback-server.ts'
import { createBrowser } from '../../test/browser.ts'
import { envOf as stormEnvOf } from '../../test/chaos/storm-scene.ts'
import { openStrictServer } from '../../test/chaos/strict-server.ts'
import { startChild } from '../child.ts'
import { cpuMicros } from '../process-cost.ts'
import { forEach } from '../raw-requests.ts'
import { median } from '../rounds.ts'
import type { Stage, Table } from '../stage.ts'

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url))

export async function costOfSignIn(stage: Stage): Promise<Table> {
  const server = await openStrictServer()
  const port = await freePort(0)
  const origin = `http://localhost:${port}`
  const apiUrl = `http://127.0.0.1:${stage.upstreamPort}/notes`
  const storeUrl = `sqlite:${stage.folder}/sign-ins.db`
  const env = { ...stormEnvOf(storeUrl, origin, server.issuer, apiUrl), PORT: String(port) }
  const app = await startChild(process.execPath, [main], { env, port, place: 'measured' })
  const signInOften = (times: number) =>
    forEach(times, 4, async () => {
      const from = `${origin}/`
      const stopBefore = (url: string) => url === from
      await createBrowser().visit(origin + paths.login, { from, stopBefore })
    })
  try {
    await signInOften(stage.options.quick ? 150 : 500)
    const rounds: { ms: number; perSecond: number }[] = []
    for (let round = 0; round < stage.options.rounds; round++) {
      const [before, startedAt] = [cpuMicros(app.pid), performance.now()]
      await signInOften(100)
      const seconds = (performance.now() - startedAt) / 1000
      rounds.push({ ms: (cpuMicros(app.pid) - before) / 100_000, perSecond: 100 / seconds })
    }
    const middle = (field: 'ms' | 'perSecond') => median(rounds.map((round) => round[field]))
    return {
      title: 'Sign-in',
      columns: ['what', 'CPU ms', 'a second'],
      rows: [['sign-in, SQLite, ES256', middle('ms'), middle('perSecond')]],
    }
  } finally {
    await app.stop()
    await server.close()
  }
}
