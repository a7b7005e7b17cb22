/** The management port of a BFF, asked as Prometheus and whoever runs it ask. Closes with its test. */
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import type { OpenBff } from './open-bff.ts'

export interface Management {
  get(path: string): Promise<Response>
  /** Everything that /metrics says. */
  metrics(): Promise<string>
  /** Of one series, as it is written: `bff_sessions_ended_total{reason="user"}`; absent: nothing yet. */
  valueOf(series: string): Promise<number | undefined>
}

export async function openManagement({ health }: Pick<OpenBff, 'health'>): Promise<Management> {
  const server = http.createServer(health)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  const get = (path: string) => fetch(`http://127.0.0.1:${port}${path}`)
  const metrics = async () => (await get('/metrics')).text()
  return {
    get,
    metrics,
    async valueOf(series) {
      const line = (await metrics()).split('\n').find((each) => each.startsWith(`${series} `))
      return line === undefined ? undefined : Number(line.slice(series.length + 1))
    },
  }
}
