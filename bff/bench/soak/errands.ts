/**
 * What people do in the soak, one errand at a time. Each knows how it may end, the rude ones too, and throws
 * when it ends otherwise.
 */
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { paths } from 'shared/paths'
import { type Browser, createBrowser } from '../../test/browser.ts'
import { openEventSource } from '../../test/event-source.ts'
import { signIn } from '../../test/sign-in.ts'

export interface Visitor {
  origin: string
  browser: Browser
}

export type Errand = (visitor: Visitor) => Promise<void>

const upload = 'upload '.repeat(30_000)

export async function arrive(origin: string): Promise<Visitor> {
  const browser = createBrowser()
  await signIn(browser, origin, 'alice')
  return { origin, browser }
}

async function ask({ origin, browser }: Visitor, path: string, body?: string): Promise<Response> {
  const method = body === undefined ? 'GET' : 'POST'
  return browser.fetch(`${origin}/api/notes${path}`, { method, ...(body && { body }) })
}

function demand(isSo: boolean, sentence: string): void {
  if (!isSo) throw new Error(sentence)
}

export const errands: Readonly<Record<string, Errand>> = {
  async call(visitor) {
    const { status } = await ask(visitor, '/small')
    demand(status === 200, `a call was answered with ${status}`)
  },
  async 'large download'(visitor) {
    const { length } = await (await ask(visitor, '/large')).text()
    demand(length === 4 * 1024 * 1024, `of a download came ${length} octets`)
  },
  async upload(visitor) {
    const said = await (await ask(visitor, '/upload', upload)).text()
    demand(said === String(upload.length), `of an upload arrived ${said} octets`)
  },
  async 'event stream'({ origin, browser }) {
    const url = `${origin}${randomInt(2) === 0 ? '/api/notes/events' : paths.events}`
    const stream = await openEventSource(browser, url)
    demand(stream.status === 200, `an event stream was answered with ${stream.status}`)
    await wait(randomInt(200))
    stream.close()
  },
  async 'browser that leaves'({ origin, browser }) {
    const leaving = new AbortController()
    setTimeout(() => leaving.abort(), randomInt(20))
    const path = randomInt(2) === 0 ? '/large' : '/upload'
    const init = path === '/upload' ? { method: 'POST', body: upload } : {}
    const url = `${origin}/api/notes${path}`
    const answer = browser.fetch(url, { ...init, signal: leaving.signal })
    await answer.then((response) => response.text()).catch(() => {}) // whichever came first
  },
  async 'API that dies'(visitor) {
    const { status } = await ask(visitor, '/dies')
    demand(status === 502, `a dead API was told with ${status}`)
  },
  async 'API that dies halfway'(visitor) {
    const answer = await ask(visitor, '/dies-halfway')
    const isCut = await answer.text().then(
      () => false,
      () => true,
    )
    demand(isCut, 'half an answer looked like a whole one')
  },
  async WebSocket(visitor) {
    const socket = connect(visitor)
    await once(socket, 'open')
    for (const text of ['one', 'two', 'three']) {
      socket.send(text)
      const [event] = (await once(socket, 'message')) as [MessageEvent]
      demand(event.data === text, `a WebSocket said ${event.data} for ${text}`)
    }
    const closed = once(socket, 'close')
    socket.close()
    await closed
  },
  async 'sign-in and sign-out'({ origin }) {
    const visitor = await arrive(origin)
    await errands['call']!(visitor)
    const { status } = await visitor.browser.fetch(origin + paths.logout, { method: 'POST' })
    demand(status === 200, `a sign-out was answered with ${status}`)
    const after = await ask(visitor, '/small')
    demand(after.status === 401, `after signing out a call was answered with ${after.status}`)
  },
}

function connect({ origin, browser }: Visitor): WebSocket {
  const url = new URL('/api/notes/socket', origin.replace('http', 'ws'))
  const cookie = browser.jar.headerFor(new URL(origin), 'same-site') ?? ''
  return new WebSocket(url, { headers: { origin, cookie, 'sec-fetch-site': 'same-origin' } })
}
