import { afterEach, describe, expect, it } from 'vitest'
import { developmentOnly } from './development-only.ts'
import { freePort, type LoopbackServer, openLoopbackServer } from './loopback-server.ts'

const opened: LoopbackServer[] = []
async function open(host: string, port: number): Promise<LoopbackServer> {
  const server = await openLoopbackServer({ host, port })
  opened.push(server)
  return server
}
afterEach(async () => {
  for (const server of opened.splice(0)) await server.close()
})

describe('openLoopbackServer', () => {
  it('takes the next free port when the wanted one is taken', async () => {
    const { port } = await open('127.0.0.1', 0)
    expect((await open('127.0.0.1', port)).port).toBeGreaterThan(port)
  })

  it('gives the port back on close, with a stream still open', async () => {
    const server = await open('127.0.0.1', 0)
    server.answer((_request, response) => void response.write('never ending'))
    const answer = await fetch(server.origin)
    const ended = answer.text().catch(() => 'cut off')
    await server.close()
    expect(await ended).toBe('cut off')
    expect((await open('127.0.0.1', server.port)).port).toBe(server.port)
  })
})

describe('freePort', () => {
  it.each(['127.0.0.1', '::1'])('passes over a port that is taken on %s', async (host) => {
    const { port } = await open(host, 0)
    expect(await freePort(port)).not.toBe(port)
  })
})

describe('developmentOnly', () => {
  it('refuses production', () => {
    expect(() => developmentOnly('127.0.0.1', 'production')).toThrow('NODE_ENV=production')
  })

  it.each(['0.0.0.0', '::', '192.168.1.2', 'example.com'])('refuses to listen on %s', (host) => {
    expect(() => developmentOnly(host, undefined)).toThrow('loopback only')
  })

  it.each(['127.0.0.1', '::1', 'localhost'])('permits %s', (host) => {
    expect(() => developmentOnly(host, 'development')).not.toThrow()
  })

  it('stands in front of every server of this folder', async () => {
    await expect(openLoopbackServer({ host: '0.0.0.0', port: 0 })).rejects.toThrow('loopback only')
  })
})
