/** A real Redis cluster for tests, made by hand: `redis-cli --cluster create` takes seconds. */
import { setTimeout } from 'node:timers/promises'
import { openRedis, type RedisServer } from './redis-server.ts'

export interface RedisCluster {
  url: string
  nodes: RedisServer[]
  /** When every node knows of every other that it is well. */
  whole(): Promise<void>
  close(): Promise<void>
}

const lastSlot = 16_383

/** Three masters, no replicas: each holds a third of the slots. */
export async function openRedisCluster(): Promise<RedisCluster> {
  const options = ['--cluster-enabled', 'yes', '--cluster-node-timeout', '2000']
  const nodes = [await openRedis(options), await openRedis(options), await openRedis(options)]
  for (const [index, node] of nodes.entries()) {
    const slotAt = (part: number) => Math.ceil((part * (lastSlot + 1)) / nodes.length)
    node.command('cluster', 'addslotsrange', `${slotAt(index)}`, `${slotAt(index + 1) - 1}`)
    node.command('cluster', 'meet', '127.0.0.1', `${nodes[0]!.port}`)
  }
  const isWhole = (node: RedisServer) => {
    const told = node.command('cluster', 'info')
    return told.includes('cluster_state:ok') && told.includes('cluster_known_nodes:3')
  }
  const whole = async () => {
    while (!nodes.every(isWhole)) await setTimeout(50)
  }
  await whole()

  return {
    whole,
    url: `redis-cluster://${nodes.map(({ port }) => `127.0.0.1:${port}`).join(',')}`,
    nodes,
    async close() {
      await Promise.all(nodes.map((node) => node.close()))
    },
  }
}
