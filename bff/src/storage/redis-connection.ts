/**
 * Commands to Redis, which are answered or refused within half a second or so, whether the server is being
 * connected, hung or gone. While the next attempt to connect is waited for, they are refused at once. None is
 * sent a second time, since nobody knows whether the first was heard. It reconnects by itself.
 *
 * A refusal names the fault and nothing else: the errors of ioredis carry the command with its arguments,
 * password and values included.
 */
import { once } from 'node:events'
import type { RedisAddress } from '../config/store-url.ts'
import { type Client, commandTimeoutMs, openClient, type Server } from './redis-client.ts'
import { type ScriptName, scripts } from './redis-scripts.ts'

type Argument = string | number | Uint8Array
type Reply = Buffer | number | null

export interface RedisConnection {
  send<T>(command: (client: Client) => Promise<T>): Promise<T>
  run(script: ScriptName, keys: string[], args: Argument[]): Promise<Reply>
  /** The servers that hold data: one, or each master of a cluster. */
  servers(): Promise<{ name: string; server: Server }[]>
  /** Where these servers are, as far as is known now: by name, the way to another connection. */
  places(): Map<string, RedisAddress>
  /** Tells when places may have changed. */
  onPlaces(listener: () => void): void
  close(): void
}

export function connectRedis(address: RedisAddress): RedisConnection {
  const client = openClient(address)
  let lastFault = 'not connected'
  client.on('error', (error: Error) => (lastFault = faultOf(error)))
  for (const [name, { lua, keys }] of Object.entries(scripts)) {
    client.defineCommand(name, { lua, numberOfKeys: keys })
  }
  const theOnlyPlace = new Map([['', address]])
  let connecting: Promise<unknown> | undefined

  async function whenReady(): Promise<void> {
    if (client.status === 'ready') return
    if (!['wait', 'connecting', 'connect'].includes(client.status)) throw away(lastFault)
    const signal = AbortSignal.timeout(commandTimeoutMs)
    connecting ??= once(client, 'ready', { signal }).finally(() => (connecting = undefined))
    await connecting.catch((error: unknown) => {
      throw away(signal.aborted ? 'no answer' : faultOf(error))
    })
  }

  async function send<T>(command: (client: Client) => Promise<T>): Promise<T> {
    await whenReady()
    return command(client).catch((error: unknown) => {
      throw away(faultOf(error))
    })
  }

  const serversNow = () =>
    ('nodes' in client ? client.nodes('master') : [client]).map((server) => {
      const { host = '', port = 0 } = server.options
      return { name: `${host}:${port}`, server, host, port }
    })

  return {
    send,
    run: (script, keys, args) =>
      send((client) => {
        const commands = client as unknown as Record<string, (...args: unknown[]) => Promise<Reply>>
        return commands[`${script}Buffer`]!(...keys, ...args)
      }),
    async servers() {
      await whenReady()
      return serversNow()
    },
    places() {
      if (address.layout !== 'cluster') return theOnlyPlace
      return new Map(
        serversNow().map(({ name, host, port }) => [
          name,
          { ...address, layout: 'server', hosts: [{ host, port }] },
        ]),
      )
    },
    onPlaces: (listener) => void client.on('refresh', listener), // a cluster only
    close: () => client.disconnect(),
  }
}

function away(fault: string): Error {
  return new Error(`The store does not answer: ${fault}.`)
}

/** Redis repeats the arguments of a command it does not know; AUTH may be among them. */
function faultOf(error: unknown): string {
  const { message, code } = error as NodeJS.ErrnoException
  return code ?? (message.replace(/,? with args.*/s, '').replace(/\.$/, '') || 'unknown fault')
}
