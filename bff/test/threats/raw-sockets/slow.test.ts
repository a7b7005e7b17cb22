/**
 * Slow requests (CWE-400, "Slowloris"): a connection that is open, promises a request and never gives it whole.
 * The limits are production's, set shorter; the clock of a socket is the system's, so they are waited for.
 */
import { beforeAll, expect, it } from 'vitest'
import { openRig, type Rig, type Row } from './rig.ts'
import { get, post } from './rows.ts'

let rig: Rig
beforeAll(async () => {
  rig = await openRig({ headersTimeoutMs: 150, silenceMs: 300, checkEveryMs: 50 })
  return rig.close
})

const head = get('')
const heads: Row[] = [
  ['half a line', head.slice(0, 10)],
  ['half a field', head.slice(0, 60)],
  ['all but the last octet', head.slice(0, -1)],
]
const bodies: Row[] = [
  ['no octet of a body', post('Content-Length: 5\r\n', '')],
  ['half a body', post('Content-Length: 10\r\n', 'hello')],
  ['half a chunk', post('Transfer-Encoding: chunked\r\n', '5\r\nhel')],
  ['no last chunk', post('Transfer-Encoding: chunked\r\n', '5\r\nhello\r\n')],
]

it.each(heads)('waits for %s so long and no longer [CD-06]', async (_name, request) => {
  expect(await rig.attack(request)).toEqual({ statuses: [408], heard: [] })
})

it.each(bodies)(
  'gives up on %s, which the API never hears whole [CD-06]',
  async (_name, request) => {
    expect(await rig.attack(request)).toEqual({ statuses: [], heard: [] })
  },
)

it('gives up on a connection that says nothing [CD-06]', async () => {
  const { statuses, heard } = await rig.attack('')
  expect([statuses.filter((status) => status !== 408), heard]).toEqual([[], []])
})
