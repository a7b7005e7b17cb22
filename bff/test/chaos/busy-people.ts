/**
 * People who keep an app busy over kept connections, reading and writing in turn without a pause, and write down
 * every call that came to anything else than it should. Nothing is tried twice: what fails, has failed.
 */
import http from 'node:http'
import { text } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'

export interface BusyPeople {
  /** When so many more calls have been answered. */
  go(more: number): Promise<void>
  leave(): Promise<{ read: number; written: string[]; failed: string[] }>
}

export function keepBusy(url: string, cookies: readonly string[]): BusyPeople {
  const agent = new http.Agent({ keepAlive: true })
  const over = new AbortController()
  const failed: string[] = []
  const written: string[] = []
  let read = 0
  const working = cookies.map(work)

  return {
    async go(more) {
      const enough = read + written.length + more
      while (read + written.length < enough && failed.length === 0) await wait(5)
    },
    async leave() {
      over.abort()
      await Promise.all(working)
      agent.destroy()
      return { read, written, failed }
    },
  }

  async function work(cookie: string, place: number): Promise<void> {
    for (let number = 0; !over.signal.aborted; number += 1) {
      if (await call('GET', cookie)) read += 1
      const note = `${place}-${number}`
      if (await call('POST', cookie, note)) written.push(note)
    }
  }

  async function call(method: string, cookie: string, body = ''): Promise<boolean> {
    try {
      const status = await statusOf(method, cookie, body)
      if (status !== 200) failed.push(`${method} ${status}`)
      return status === 200
    } catch (error) {
      failed.push(`${method} ${String(error)}`)
      return false
    }
  }

  function statusOf(method: string, cookie: string, body: string): Promise<number | undefined> {
    const { promise, resolve, reject } = Promise.withResolvers<number | undefined>()
    const headers = {
      cookie,
      'x-csrf': '1',
      origin: new URL(url).origin,
      'content-type': 'text/plain',
    }
    http
      .request(url, { method, headers, agent }, (answer) => {
        text(answer).then(() => resolve(answer.statusCode), reject)
      })
      .on('error', reject)
      .end(method === 'GET' ? undefined : body)
    return promise
  }
}
