/**
 * Disagreement about the head (RFC 9112 §11.1, §11.2): line ends, names, hosts and versions that two servers
 * read in two ways, sent with a valid cookie so that nothing else could be the reason to refuse.
 */
import { beforeAll, expect, it } from 'vitest'
import * as exchanges from './exchanges.ts'
import { badFields } from './fields.ts'
import { badHosts, soundHosts } from './hosts.ts'
import { badLines, soundLines, tunnels } from './lines.ts'
import { openRig, type Rig } from './rig.ts'

let rig: Rig
beforeAll(async () => (rig = await openRig()).close)

const refused = { statuses: [400], heard: [] }
const passed = { statuses: [200], heard: ['GET /v1/1'] }

it.each(badFields)('refuses the field "%s" [PX-16]', async (_name, request) => {
  expect(await rig.attack(request)).toEqual(refused)
})

it.each(badHosts)('refuses the host lines "%s" [PX-02, PX-16]', async (_name, request) => {
  expect(await rig.attack(request)).toEqual(refused)
})

it.each(soundHosts)('asks its own API for "%s" [PX-02]', async (_name, request) => {
  expect(await rig.attack(request)).toEqual(passed)
})

it.each(badLines)('refuses the line "%s" [PX-16]', async (_name, request) => {
  expect(await rig.attack(request)).toEqual(refused)
})

it.each(soundLines)('reads "%s" in one way [PX-16]', async (_name, request) => {
  expect(await rig.attack(request)).toEqual(passed)
})

it.each(tunnels)('closes on %s [PX-02, PX-04]', async (_name, request) => {
  expect(await rig.attack(request)).toEqual({ statuses: [], heard: [] })
})

it.each(exchanges.tooMuch)('refuses %s that is too long', async (_name, request) => {
  expect(await rig.attack(request)).toEqual({ statuses: [431], heard: [] })
})

it.each(exchanges.behindMany)('judges %s behind 2,500 fields', async (_name, request, status) => {
  expect(await rig.attack(request)).toEqual({ statuses: [status], heard: [] })
})

it.each(exchanges.oldChunks)('refuses chunks in HTTP/1.0, %s [PX-15]', async (_name, request) => {
  expect(await rig.attack(request)).toEqual(refused)
})

it.each(exchanges.upgrades)('stays with HTTP/1.1 in spite of "%s"', async (_name, request) => {
  expect(await rig.attack(request)).toEqual(passed)
})

it.each(exchanges.nominations)(
  'drops no field of its own for "Connection: %s" [PX-10]',
  async (_name, request) => {
    const heard = ['POST /v1/1 hello']
    expect(await rig.attack(request)).toEqual({ statuses: [200], heard })
  },
)

it.each(exchanges.expectations)('refuses "Expect: %s"', async (_name, request) => {
  expect(await rig.attack(request)).toEqual({ statuses: [417], heard: [] })
})

it.each(exchanges.continues)('answers "Expect: %s" by itself', async (_name, request) => {
  const heard = ['POST /v1/1 hello']
  expect(await rig.attack(request)).toEqual({ statuses: [100, 200], heard })
})
