/** The types that the web app calls the sample API by are those of its document; and so are anybody else's. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { writeApiTypes } from '../../../web/write-api-types.ts'
import { openLoopbackServer } from '../../dev/loopback-server.ts'
import { readText } from './files.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'claimcheck-types-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const written = (name: string) => readFileSync(join(folder, `${name}-api.ts`), 'utf8')

const letters = `
openapi: 3.0.3
info: { title: Letters, version: '1' }
paths:
  /letters/{id}:
    get:
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { '200': { description: It, content: { application/json: { schema: { type: string } } } } }
`

it('notes-api.ts is written from the document of the sample API (else: pnpm format)', async () => {
  await writeApiTypes([], folder)
  expect(readText('web/src/api/notes-api.ts')).toBe(written('notes'))
})

it('pnpm api-types writes those of another API, from another kind of document elsewhere', async () => {
  const elsewhere = await openLoopbackServer({ host: '127.0.0.1', port: 0 })
  elsewhere.answer((_, response) => response.end(letters))
  await writeApiTypes(['letters', `${elsewhere.origin}/v1/openapi.yaml`], folder)
  await elsewhere.close()
  expect(written('letters')).toMatch(/^\/\*\* Written from the document of the API/)
  expect(written('letters')).toMatch(/'\/letters\/\{id\}': \{[^]+'application\/json': string$/m)
})

it.each(['../orders', 'Orders', ''])('no file is written for an API called "%s"', async (name) => {
  await expect(writeApiTypes([name], folder)).rejects.toThrow('cannot be part of')
})
