/** A lenient parser is one flag away, in a script or in NODE_OPTIONS (RFC 9112 §11.2): here it changes nothing. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, it, onTestFinished } from 'vitest'
import { createHttpServer } from '../../../src/http/server.ts'
import { say } from './rig.ts'

/** What Node's lenient parser takes and its strict one does not. */
const lenient = 'GET / HTTP/1.1\r\nHost: x\r\nX: \x01\r\nConnection: close\r\n\r\n'

it('has the lenient parser off [PX-16]', () => {
  expect(createHttpServer(() => {})).toHaveProperty('insecureHTTPParser', false)
})

it('keeps it off in a process that was told to have it on [PX-16]', async () => {
  const ours = await openProcess(`createHttpServer((_, res) => res.end())`)
  const nodes = await openProcess(`createServer((_, res) => res.end())`)
  expect(await say(nodes, lenient, 'listen')).toMatch(/^HTTP\/1\.1 200 /)
  expect(await say(ours, lenient, 'listen')).toMatch(/^HTTP\/1\.1 400 /)
})

/** @returns the port it listens on */
async function openProcess(server: string): Promise<number> {
  const module = new URL('../../../src/http/server.ts', import.meta.url)
  const program = `
    import { createServer } from 'node:http'
    import { createHttpServer } from '${module}'
    const server = ${server}
    server.listen(0, '127.0.0.1', () => console.log(server.address().port))`
  const flags = ['--insecure-http-parser', '--input-type=module', '--eval', program]
  const child = spawn(process.execPath, flags, { stdio: ['ignore', 'pipe', 'ignore'] })
  onTestFinished(() => void child.kill())
  const [port] = (await once(child.stdout, 'data')) as [Buffer]
  return Number(String(port))
}
