/**
 * pnpm api-types <name> <document> → `src/api/<name>-api.ts`: the types of an API, from the OpenAPI document at a
 * URL or in a file. Without either it is the sample API's, which is what `pnpm format` runs.
 *
 * What is written is kept in the repository, so that a fresh clone has its types before anything has run, and
 * a review sees what a new version of the API changes; a test compares it with its document.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import openapiTypes, { astToString, type OpenAPI3 } from 'openapi-typescript'
import { format } from 'oxfmt'
import { apiDocument } from '../bff/dev/resource-server/api-document.ts'

const header =
  '/** Written from the document of the API by `pnpm api-types`: change that, not this. */\n\n'

export async function apiTypes(document: URL | OpenAPI3): Promise<string> {
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
export function sampleDocument(): OpenAPI3 {
  return apiDocument('http://127.0.0.1', 'none') as OpenAPI3
}

export function fileOf(name: string): URL {
  if (!/^[a-z\d-]+$/.test(name)) throw new Error(`"${name}" cannot be part of a file's name.`)
  return new URL(`src/api/${name}-api.ts`, import.meta.url)
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
  const [name = 'notes', place] = process.argv.slice(2)
  const document = place === undefined ? sampleDocument() : documentAt(place)
  writeFileSync(fileOf(name), await apiTypes(document))
}
