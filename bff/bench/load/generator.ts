/**
 * The load: so many keep-alive connections, each with one request at a time, as fast as the answers come. Bare
 * sockets, because node:http would cost as much as what is measured. A process of its own, so that neither
 * waits for the other; it is told what to do by messages and dies with its parent.
 */
import { randomInt } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import { sessionValue } from '../session-values.ts'
import { createAnswerReader } from './answer-reader.ts'
import type { Job, Report } from './job.ts'

process.on('message', (job: Job) => void run(job).then((report) => process.send?.(report)))
process.on('disconnect', () => process.exit())

/** What waits for answers that were asked for in time still counts; so time runs to the last one. */
async function run(job: Job): Promise<Report> {
  const requestOf = createRequests(job)
  const body = Buffer.alloc(job.bodyBytes ?? 0, 120)
  const startedAt = performance.now()
  const until = startedAt + job.seconds * 1000
  const tookMs: number[] = []
  const report = { requests: 0, bad: 0, octets: 0 }

  function open(): Promise<void> {
    return new Promise((over) => {
      const socket = connect(job.port, '127.0.0.1')
      let askedAt = 0
      const ask = () => {
        askedAt = performance.now()
        if (askedAt >= until) return socket.end()
        socket.write(requestOf())
        if (body.length > 0) socket.write(body)
      }
      const reader = createAnswerReader((status, octets) => {
        report.requests += 1
        report.octets += octets
        if (status !== 200) report.bad += 1
        tookMs.push(performance.now() - askedAt)
        ask()
      })
      prepare(socket, () => (report.bad += 1), over)
      socket.once('connect', ask).on('data', reader.hear)
    })
  }

  await Promise.all(Array.from({ length: job.connections }, open))
  tookMs.sort((a, b) => a - b)
  const share = (part: number) => tookMs[Math.floor(tookMs.length * part)] ?? 0
  const seconds = (performance.now() - startedAt) / 1000
  return { ...report, seconds, p50Ms: share(0.5), p99Ms: share(0.99) }
}

function prepare(socket: Socket, broken: () => void, over: () => void): void {
  socket.setNoDelay(true)
  socket.on('error', broken)
  socket.once('close', over)
}

/** Everything but the cookie is text that was made once. */
function createRequests({ method, path, headers, cookie, bodyBytes }: Job): () => string {
  const length = bodyBytes === undefined ? {} : { 'content-length': String(bodyBytes) }
  const lines = Object.entries({ host: 'app.example.com', ...headers, ...length })
  const fields = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')
  const head = `${method} ${path} HTTP/1.1\r\n${fields}`
  if (cookie === undefined) return () => `${head}\r\n`
  const few = Array.from({ length: Math.min(cookie.sessions, 1000) }, (_, at) => sessionValue(at))
  return () => {
    const number = randomInt(cookie.sessions)
    return `${head}cookie: ${cookie.name}=${few[number] ?? sessionValue(number)}\r\n\r\n`
  }
}
