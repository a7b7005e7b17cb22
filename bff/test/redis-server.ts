/**
 * Real Redis servers for tests: each on a free loopback port, with nothing kept on disk, stopped like a
 * machine that hangs or killed like one that burns. Where no `redis-server` is installed such tests are
 * skipped; with CI=true that is a failure.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'

export interface RedisServer {
  url: string
  port: number
  /** It hangs: connections stay, nothing answers. */
  pause(): void
  resume(): void
  /** Its connections break, and its memory is gone. */
  kill(): Promise<void>
  /** Again on the same port, empty. */
  restart(): Promise<void>
  /** What redis-cli says to this command. */
  command(...words: string[]): string
  close(): Promise<void>
}

/** @throws Error with CI=true: there a skipped test is a failed one */
export function isRedisInstalled(): boolean {
  const isInstalled = spawnSync('redis-server', ['--version']).status === 0
  if (!isInstalled && process.env['CI'] === 'true') {
    throw new Error('CI=true and no redis-server on the PATH: install Redis or Valkey.')
  }
  return isInstalled
}

/** @param options more words of its command line, e.g. `['--requirepass', 'secret']` */
export function openRedis(options: string[] = []): Promise<RedisServer> {
  return open(['--save', '', '--appendonly', 'no', ...options])
}

/** One that watches `server` under a name and says where it is; alone it cannot decide on a failover. */
export async function openSentinel(server: RedisServer, name: string): Promise<RedisServer> {
  const folder = mkdtempSync(join(tmpdir(), 'claimcheck-sentinel-'))
  const file = join(folder, 'sentinel.conf') // it writes into it
  writeFileSync(file, `sentinel monitor ${name} 127.0.0.1 ${server.port} 1\n`)
  const sentinel = await open([file, '--sentinel'])
  return {
    ...sentinel,
    url: `redis-sentinel://127.0.0.1:${sentinel.port}/${name}`,
    async close() {
      await sentinel.close()
      rmSync(folder, { recursive: true })
    },
  }
}

async function open(words: string[]): Promise<RedisServer> {
  const folder = mkdtempSync(join(tmpdir(), 'claimcheck-redis-'))
  const port = await freePort()
  const place = ['--port', `${port}`, '--bind', '127.0.0.1', '--dir', folder]
  const run = () => start(port, [...words, ...place])
  let server = await run()
  const kill = async () => {
    if (server.exitCode !== null || server.signalCode !== null) return
    const exit = once(server, 'exit')
    server.kill('SIGKILL')
    await exit
  }

  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    pause: () => void server.kill('SIGSTOP'),
    resume: () => void server.kill('SIGCONT'),
    kill,
    async restart() {
      await kill()
      server = await run()
    },
    command: (...words) =>
      spawnSync('redis-cli', ['-p', `${port}`, ...words], { encoding: 'utf8' }).stdout.trim(),
    async close() {
      await kill()
      rmSync(folder, { recursive: true })
    },
  }
}

async function start(port: number, words: string[]): Promise<ChildProcess> {
  const server = spawn('redis-server', words, { stdio: ['ignore', 'pipe', 'inherit'] })
  // Nothing of a test run may outlive it.
  const stop = () => server.kill('SIGKILL')
  process.once('exit', stop)
  server.once('exit', () => process.off('exit', stop))
  let said = ''
  server.stdout.on('data', (text) => (said += text))
  while (!(await isListening(port))) {
    if (server.exitCode !== null) throw new Error(`redis-server did not start:\n${said}`)
  }
  return server
}

async function isListening(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  try {
    await once(socket, 'connect')
    return true
  } catch {
    await setTimeout(10)
    return false
  } finally {
    socket.destroy()
  }
}

/**
 * Below what systems give to outgoing connections (32768 and more): a server that was killed must find its
 * port free again. Nodes of a cluster talk to each other on the port that is ten thousand higher.
 */
async function freePort(): Promise<number> {
  const port = randomInt(10_000, 22_000)
  return (await isFree(port)) && (await isFree(port + 10_000)) ? port : freePort()
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1')
  try {
    await once(server, 'listening')
    return true
  } catch {
    return false
  } finally {
    server.close()
  }
}
