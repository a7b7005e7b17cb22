/**
 * The local world in development, in one process and without a watcher: authorization server, sample API, a BFF
 * under observation, and Vite with the web app in front of it. The same for the tour and for browser tests.
 */
import {
  type InspectedHouse,
  type InspectedHouseOptions,
  openInspectedHouse,
} from '../../bff/dev/inspector/inspected-house.fixture.ts'
import { freePort } from '../../bff/dev/loopback-server.ts'
import { startWebServer } from '../../bff/dev/start/web-server.ts'

export interface Development {
  house: InspectedHouse
  close(): Promise<void>
}

export async function openDevelopment(
  options: Omit<InspectedHouseOptions, 'port'> = {},
): Promise<Development> {
  const bffPort = await freePort(0)
  const house = await openInspectedHouse({ ...options, port: bffPort })
  const web = await startWebServer({ port: house.world.appPort, bffPort, watching: false })
  return {
    house,
    async close() {
      await web.close()
      await house.close()
    },
  }
}
