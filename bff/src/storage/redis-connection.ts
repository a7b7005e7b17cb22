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
  /** For what a connection must be told or asked that is no command to a store. */
  readonly client: Client
  send<T>(command: (client: Client) => Promise<T>): Promise<T>
  run(script: ScriptName, keys: string[], args: Argument[]): Promise<Reply>
  /** The servers that hold data: one, or each master of a cluster. */
  servers(): Promise<{ name: string; server: Server }[]>
  close(): void
}

export function connectRedis(address: RedisAddress): RedisConnection {
  const client = openClient(address)
  let lastFault = 'not connected'
  client.on('error', (error: Error) => (lastFault = faultOf(error)))
  for (const [name, { lua, keys }] of Object.entries(scripts)) {
    client.defineCommand(name, { lua, numberOfKeys: keys })
  }
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

  return {
    client,
    send,
    run: (script, keys, args) =>
      send((client) => {
        const commands = client as unknown as Record<string, (...args: unknown[]) => Promise<Reply>>
        return commands[`${script}Buffer`]!(...keys, ...args)
      }),
    async servers() {
      await whenReady()
      const servers = 'nodes' in client ? client.nodes('master') : [client]
      return servers.map((server) => {
        const { host, port } = server.options
        return { name: `${host}:${port}`, server }
      })
    },
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
