/** A wire between browser and BFF on which every octet to the browser can be read afterwards. */
import net, { type AddressInfo, type Socket } from 'node:net'

export interface Wiretap {
  origin: string
  /** All that went to the browser so far, connections one after another. */
  heard(): string
  connect(port: number): void
  close(): Promise<void>
}

export async function openWiretap(): Promise<Wiretap> {
  const chunks: Buffer[] = []
  const sockets = new Set<Socket>()
  let bffPort = 0
  const server = net.createServer((browser) => {
    const bff = net.connect(bffPort, '127.0.0.1')
    bff.on('data', (chunk) => void chunks.push(chunk as Buffer))
    for (const socket of [browser, bff]) sockets.add(socket.on('error', () => socket.destroy()))
    browser.pipe(bff).pipe(browser)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    heard: () => Buffer.concat(chunks).toString('latin1'),
    connect(port) {
      bffPort = port
    },
    close() {
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
