/** The types that the web app calls the sample API by are those of its document. */
import { expect, it } from 'vitest'
import { openLoopbackServer } from '../../dev/loopback-server.ts'
import { apiTypes, fileOf, sampleDocument } from '../../../web/write-api-types.ts'
import { readText } from './files.ts'

it('notes-api.ts is written from the document of the sample API (else: pnpm format)', async () => {
  expect(readText('web/src/api/notes-api.ts')).toBe(await apiTypes(sampleDocument()))
})

const letters = `
openapi: 3.0.3
info: { title: Letters, version: '1' }
paths:
  /letters/{id}:
    get:
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { '200': { description: It, content: { application/json: { schema: { type: string } } } } }
`

it('an API elsewhere gives its types the same way, from a document of another kind', async () => {
  const elsewhere = await openLoopbackServer({ host: '127.0.0.1', port: 0 })
  elsewhere.answer((_, response) => response.end(letters))
  const types = await apiTypes(new URL('/v1/openapi.yaml', elsewhere.origin))
  await elsewhere.close()
  expect(types).toMatch(
    /^\/\*\* Written from the document[^]+'\/letters\/\{id\}': \{[^]+'application\/json': string$/m,
  )
})

it.each(['../orders', 'Orders', ''])('no file is written for an API called "%s"', (name) => {
  expect(() => fileOf(name)).toThrow('cannot be part of')
})
