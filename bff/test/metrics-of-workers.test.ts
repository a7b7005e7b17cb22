/** Several processes behind one port have one management port as well: whichever is asked tells of all. */
import net, { type AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { createBrowser } from './browser.ts'
import { signIn } from './sign-in.ts'
import { askOften, openWorkerHouse } from './workers.fixture.ts'

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

it('counts what both did, each under its own number, whichever is asked', async () => {
  const port = await freePort()
  const house = await openWorkerHouse((_request, response) => response.end('[]'), {
    MANAGEMENT_PORT: String(port),
  })
  onTestFinished(() => house.close())
  const browser = createBrowser()
  await signIn(browser, house.origin, 'alice')
  await askOften(browser, `${house.origin}/api/notes`, 6)

  const scrape = async () =>
    (await fetch(`http://127.0.0.1:${port}/metrics`, { headers: { connection: 'close' } })).text()
  const calls = (text: string) =>
    [...text.matchAll(/^bff_request_seconds_count\{(.*route="\/api\/notes".*)\} (\d+)$/gm)].map(
      ([, labels = '', count]) => [/worker="(\d)"/.exec(labels)?.[1], Number(count)] as const,
    )
  for (const text of [await scrape(), await scrape(), await scrape()]) {
    const counted = calls(text)
    expect(new Set(counted.map(([worker]) => worker))).toEqual(new Set(['1', '2']))
    expect(counted.reduce((sum, [, count]) => sum + count, 0)).toBe(6)
    expect(text.match(/^# TYPE bff_request_seconds histogram$/gm)).toHaveLength(1)
  }
})
