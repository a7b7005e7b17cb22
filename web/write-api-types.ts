/**
 * pnpm api-types <name> <document> → `src/api/<name>-api.ts`: the types of an API, from the OpenAPI document at a
 * URL or in a file. Without either it is the sample API's, which is what `pnpm format` runs.
 *
 * What is written is kept in the repository, so that a fresh clone has its types before anything has run, and
 * a review sees what a new version of the API changes; a test compares it with its document.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import openapiTypes, { astToString, type OpenAPI3 } from 'openapi-typescript'
import { format } from 'oxfmt'
import { apiDocument } from '../bff/dev/resource-server/api-document.ts'

const header =
  '/** Written from the document of the API by `pnpm api-types`: change that, not this. */\n\n'

async function apiTypes(document: URL | OpenAPI3): Promise<string> {
  const nodes = await openapiTypes(document, { alphabetize: false, silent: true })
  const { code, errors } = await format(
    'api.ts',
    header + withoutEmpty(astToString(nodes)),
    style(),
  )
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join(' '))
  return code
}

/** The sample API is the same wherever it runs: its place is no type. */
function sampleDocument(): OpenAPI3 {
  return apiDocument('http://127.0.0.1', 'none') as OpenAPI3
}

/** @param told what stands behind the command: a name and where its document is, or nothing */
export async function writeApiTypes(told: readonly string[], folder: string): Promise<void> {
  const [name = 'notes', place] = told
  if (!/^[a-z\d-]+$/.test(name)) throw new Error(`"${name}" cannot be part of a file's name.`)
  const document = place === undefined ? sampleDocument() : documentAt(place)
  writeFileSync(join(folder, `${name}-api.ts`), await apiTypes(document))
}

/** What this kind of document may have and this one has not. */
function withoutEmpty(code: string): string {
  return code.replace(/^export type (webhooks|\$defs) = Record<string, never>;\n/gm, '')
}

function style() {
  const all: unknown = JSON.parse(
    readFileSync(new URL('../.oxfmtrc.json', import.meta.url), 'utf8'),
  )
  const { ignorePatterns: _, ...options } = Object(all) as Record<string, unknown>
  return options
}

function documentAt(place: string): URL {
  return URL.canParse(place) ? new URL(place) : pathToFileURL(place)
}

if (import.meta.main) {
  await writeApiTypes(process.argv.slice(2), join(import.meta.dirname, 'src/api'))
}
