/**
 * Request smuggling (RFC 9112 §11.2): a message that ends in one place for us and in another for the API, so
 * that what hides between the two becomes somebody's next request – with our token.
 */
import { beforeAll, expect, it } from 'vitest'
import * as chunks from './chunks.ts'
import * as codings from './codings.ts'
import * as lengths from './lengths.ts'
import { openRig, type Rig, type Row } from './rig.ts'
import { second } from './rows.ts'
import { framingTrailers, trailers } from './trailers.ts'

let rig: Rig
beforeAll(async () => (rig = await openRig()).close)

const refused = { statuses: [400], heard: [] }
const passed = { statuses: [200], heard: ['POST /v1/1 hello'] }
/** The same with the connection left open: were it not closed, the second request would be heard. */
const kept = ([name, request]: Row): Row => [
  `${name}, on a connection to be kept`,
  request.replace('Connection: close\r\n', ''),
]
const both = (rows: Row[]) => [...rows, ...rows.map(kept)]

it.each(both(lengths.badLengths))('refuses the length "%s" [PX-15]', async (_name, request) => {
  expect(await rig.attack(request)).toEqual(refused)
})

it.each(both(lengths.twoLengths))('refuses the lengths %s [PX-15]', async (_name, request) => {
  expect(await rig.attack(request)).toEqual(refused)
})

it.each(both(lengths.lengthAndCoding))('refuses %s [PX-15]', async (_name, request) => {
  expect(await rig.attack(request)).toEqual(refused)
})

it.each(both(codings.badCodings))('refuses the coding "%s" [PX-15]', async (_name, request) => {
  expect(await rig.attack(request)).toEqual(refused)
})

it.each(codings.nearlyFields)('finds no body by "%s", nor lets it pass', async (_name, request) => {
  expect(await rig.attack(request)).toEqual({ statuses: [200], heard: ['POST /v1/1'] })
})

it.each(codings.hidden)('keeps a request in a body a body, %s [PX-15]', async (_name, request) => {
  const heard = [`POST /v1/1 ${second}`.trim()]
  expect(await rig.attack(request)).toEqual({ statuses: [200], heard })
})

it.each(both(chunks.badSizes))('refuses the chunk size "%s" [PX-15]', async (_name, request) => {
  expect(await rig.attack(request)).toEqual(refused)
})

it.each(both(chunks.badEnds))('refuses the chunks "%s" [PX-15]', async (_name, request) => {
  expect(await rig.attack(request)).toEqual(refused)
})

it.each(chunks.unfinished)('sends no whole request out of "%s" [PX-15]', async (_name, request) => {
  expect(await rig.attack(request, 'hang up')).toEqual(refused)
})

it.each(chunks.extensions)('leaves "%s" of a size line behind [PX-18]', async (_name, request) => {
  expect(await rig.attack(request)).toEqual(passed)
})

it.each(chunks.endless)('bounds %s [PX-18]', async (_name, request, status) => {
  expect(await rig.attack(request)).toEqual({ statuses: [status], heard: [] })
})

it.each(trailers)('gives nothing on the trailer %s [PX-18]', async (_name, request) => {
  expect(await rig.attack(request)).toEqual(passed)
})

it.each(both(framingTrailers))('refuses the trailer %s [PX-15]', async (_name, request) => {
  expect(await rig.attack(request)).toEqual(refused)
})
