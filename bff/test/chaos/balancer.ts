/**
 * A load balancer as they come: asks each instance's `/readyz` every few milliseconds, deals requests out among
 * those that are ready, keeps connections, and gives a request to the next one only when it cannot have been
 * read (a refused connection). A call that it has sent and that comes to nothing is the browser's loss.
 */
import http, { type IncomingMessage, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import type { Duplex } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'

export interface Target {
  port: number
  healthOf(path: string): Promise<number>
}

export interface Balancer {
  /** When it deals out to exactly these. */
  dealsOutTo(targets: readonly Target[]): Promise<void>
  close(): void
}

const everyMs = 20

export async function openBalancer(port: number, targets: readonly Target[]): Promise<Balancer> {
  const agent = new http.Agent({ keepAlive: true })
  const over = new AbortController()
  const server = http.createServer((inbound, answer) => void pass(inbound, answer))
  server.on('upgrade', join)
  let ready: Target[] = []
  let dealt = 0
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  void keepAsking()

  return {
    async dealsOutTo(expected) {
      while (ready.length !== expected.length || !expected.every((each) => ready.includes(each))) {
        await wait(everyMs)
      }
    },
    close() {
      over.abort()
      agent.destroy()
      server.closeAllConnections()
      server.close()
    },
  }

  async function keepAsking(): Promise<void> {
    while (!over.signal.aborted) {
      const asked = await Promise.allSettled(targets.map((each) => each.healthOf('/readyz')))
      ready = targets.filter((_, at) => {
        const answer = asked[at]!
        return answer.status === 'fulfilled' && answer.value === 200
      })
      await wait(everyMs)
    }
  }

  function next(): number {
    dealt += 1
    return ready[dealt % ready.length]?.port ?? targets[0]!.port
  }

  function otherThan(port: number): number {
    return targets.find((each) => each.port !== port)?.port ?? port
  }

  async function pass(inbound: IncomingMessage, answer: ServerResponse): Promise<void> {
    const { method, url, headers } = inbound
    const body = await buffer(inbound)
    const to = (port: number, isLast: boolean): void => {
      const options = { host: '127.0.0.1', port, method, path: url, headers, agent }
      const outbound = http.request(options, (from) => {
        const { connection: _ours, 'keep-alive': _too, ...fields } = from.headers
        answer.writeHead(from.statusCode ?? 502, fields)
        from.pipe(answer)
      })
      outbound.on('error', (error: NodeJS.ErrnoException) => {
        if (error.code === 'ECONNREFUSED' && !isLast) to(otherThan(port), true)
        else answer.destroy()
      })
      answer.on('close', () => outbound.destroy())
      outbound.end(body)
    }
    to(next(), false)
  }

  function join({ url, headers }: IncomingMessage, browser: Duplex): void {
    const options = { host: '127.0.0.1', port: next(), path: url, headers, agent: false as const }
    http
      .request(options)
      .on('upgrade', (answer, upstream: Duplex) => {
        const lines = Object.entries(answer.headers).map(
          ([name, value]) => `${name}: ${String(value)}`,
        )
        browser.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join('\r\n')}\r\n\r\n`)
        for (const each of [browser, upstream]) each.on('error', () => {})
        browser.pipe(upstream).pipe(browser)
      })
      .on('response', () => browser.destroy())
      .on('error', () => browser.destroy())
      .end()
  }
}
