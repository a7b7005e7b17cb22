/**
 * The whole app, wired as main.ts wires it, with two differences: its route takes bodies of any size and
 * WebSockets, and whoever started it with a channel can ask what it holds (Held), after a collection.
 */
import { setTimeout as wait } from 'node:timers/promises'
import { resourceNames, resourceTable } from '../../src/api/resources.ts'
import { createApp } from '../../src/app.ts'
import { readConfig } from '../../src/config/read-config.ts'
import { createHttpServer } from '../../src/http/server.ts'
import { openPorts } from '../../src/process-ports.ts'

export interface Held {
  heapBytes: number
  /** The heap, and the octets outside of it that it refers to: keys, tokens, whatever is a Buffer. */
  memoryBytes: number
  rssBytes: number
  /** Open connections of either side; a client's own, to an API or a store, among them. */
  sockets: number
}

const config = readConfig(process.env, resourceNames)
const notes = { ...resourceTable.notes, bodyLimitBytes: 2 ** 31, webSocket: true }
const web = { directory: '', html: () => undefined }
const app = createApp(config, openPorts(config), web, { notes })

createHttpServer(app.answer).listen(config.port, config.host, () => process.send?.('listening'))
setInterval(() => void app.tick(), 15_000).unref()

process.on('message', () => void tell())
process.on('disconnect', () => process.exit())

/** What the first collection finds dead, such as sockets, lets go of more in its own time. */
async function tell(): Promise<void> {
  globalThis.gc?.()
  await wait(200)
  globalThis.gc?.()
  const { heapUsed: heapBytes, rss: rssBytes, external } = process.memoryUsage()
  const sockets = process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length
  process.send?.({ heapBytes, memoryBytes: heapBytes + external, rssBytes, sockets } satisfies Held)
}
