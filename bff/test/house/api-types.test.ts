/** The types that the web app calls the sample API by are those of its document. */
import { expect, it } from 'vitest'
import { apiTypes, fileOf, sampleDocument } from '../../../web/write-api-types.ts'
import { readText } from './files.ts'

it('notes-api.ts is written from the document of the sample API (else: pnpm format)', async () => {
  expect(readText('web/src/api/notes-api.ts')).toBe(await apiTypes(sampleDocument()))
})

it.each(['../orders', 'Orders', ''])('no file is written for an API called "%s"', (name) => {
  expect(() => fileOf(name)).toThrow('cannot be part of')
})
