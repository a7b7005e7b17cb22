/**
 * The rig for attacks by the octet: a signed-in person's cookie and X-CSRF, so that only the framing is wrong,
 * a bare socket to the whole product, and an API behind it that reads like the strictest server there is.
 *
 * After every attack it asks a normal question over a new connection. The answer shows that the BFF lives, and
 * that whatever the attack had sent to the API is there by now: no test has to wait for "nothing happens".
 */
import net from 'node:net'
import { once } from 'node:events'
import type { OpenBffOptions } from '../../open-bff.ts'
import { cookieHeaderOf, setScene, signedIn } from '../scene.ts'
import { openRecordingApi } from './recording-api.ts'

/** A name, and the request to the letter. `{signed}` stands for the lines that make it a signed-in script's. */
export type Row = readonly [name: string, request: string]

export interface Outcome {
  /** The status of each answer that came back; none when the connection was just closed. */
  statuses: number[]
  /** What the API heard, a line a request. */
  heard: string[]
}

export interface Rig {
  /** Sends it, as `hang up` with a FIN behind it, and listens until the BFF closes. */
  attack(request: string, then?: 'listen' | 'hang up'): Promise<Outcome>
  close(): Promise<void>
}

/** Long for a machine on loopback, and short for somebody who waits in vain. */
const patienceMs = 2_000

export async function openRig(limits: OpenBffOptions['limits'] = {}): Promise<Rig> {
  const api = await openRecordingApi()
  const env = { RESOURCE_NOTES_URL: api.url, RATE_LIMIT_ORDINARY: 'off' }
  const scene = await setScene({}, { env, limits })
  const signed = `Cookie: ${cookieHeaderOf(await signedIn(scene))}\r\nX-CSRF: 1`
  const { port } = scene.bff

  return {
    async attack(request, then = 'listen') {
      api.heard.splice(0)
      api.heads.splice(0)
      const answer = await say(port, request.replaceAll('{signed}', signed), then)
      const heard = [...api.heard]
      await askNormally()
      // What came after the first look came late, but it came: the last line is the normal question.
      const late = api.heard.slice(heard.length, -1)
      refuseTraces()
      return { statuses: statusesIn(answer), heard: [...heard, ...late] }
    },
    async close() {
      await scene.close()
      await api.close()
    },
  }

  async function askNormally() {
    const lines = `Host: localhost\r\n${signed}\r\nConnection: close`
    const answer = await say(port, `GET /api/notes/normal HTTP/1.1\r\n${lines}\r\n\r\n`, 'listen')
    if (!answer.startsWith('HTTP/1.1 200 ') || api.heard.at(-1) !== 'GET /v1/normal') {
      throw new Error(`A normal question got ${answer.slice(0, 40)}; heard: ${api.heard.join()}`)
    }
  }

  /** No field of the attacker's reaches the API, each request has one token, and it is ours. */
  function refuseTraces() {
    for (const head of api.heads) {
      const tokens = [...head.matchAll(/^authorization: Bearer (.*)$/gim)].map(([, token]) => token)
      const isOurs = tokens.length === 1 && scene.liar.issued.includes(tokens[0]!)
      if (
        isOurs &&
        !/^(?:x-(?!forwarded-)|cookie|trailer|te:|upgrade|expect|sec-|origin)|evil/im.test(head)
      )
        continue
      throw new Error(`The API heard ${head}`)
    }
    if (scene.api.seen.length > 0) throw new Error('Somebody else was asked.')
  }
}

/** @returns all that comes back until the BFF closes */
export async function say(port: number, request: string, then: 'listen' | 'hang up') {
  const socket = net.connect({ port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true })
  let answer = ''
  socket.on('data', (chunk) => (answer += chunk.toString('latin1')))
  socket.on('error', () => {}) // a reset is a close too
  socket.on('end', () => socket.end())
  socket.write(request, 'latin1')
  if (then === 'hang up') socket.end()
  const patience = AbortSignal.timeout(patienceMs)
  try {
    await once(socket, 'close', { signal: patience })
  } catch (error) {
    if (!patience.aborted) return answer
    throw new Error(`It is still open: ${JSON.stringify(answer)}`, { cause: error })
  } finally {
    socket.destroy()
  }
  return answer
}

function statusesIn(answer: string): number[] {
  return [...answer.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status))
}
