/**
 * Path escape and server-side request forgery by target (RFC 9112 §3.2, §11.2): judged by what a strict API
 * hears, to the letter. The guards by themselves: ../path-escape.test.ts.
 */
import { beforeAll, expect, it } from 'vitest'
import { openRig, type Rig } from './rig.ts'
import { harmless, oddPaths, otherForms, traversals } from './targets.ts'

let rig: Rig
beforeAll(async () => (rig = await openRig()).close)

const refusal = { statuses: [expect.toBeOneOf([400, 404])], heard: [] }

it.each(otherForms)('asks nobody for %s [PX-02]', async (_name, request) => {
  expect(await rig.attack(request)).toEqual(refusal)
})

it.each(traversals)('asks nobody for %s [PX-03]', async (_name, request) => {
  expect(await rig.attack(request)).toEqual(refusal)
})

it.each(oddPaths)('asks nobody for %s [PX-01, PX-03]', async (_name, request) => {
  expect(await rig.attack(request)).toEqual(refusal)
})

it.each(harmless)('asks for %s as it stands [PX-03]', async (_name, request) => {
  const [, path] = /^GET \/api\/notes(\S+)/.exec(request) ?? []
  expect(await rig.attack(request)).toEqual({ statuses: [200], heard: [`GET /v1${path}`] })
})
