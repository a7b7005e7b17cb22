/**
 * What to put into which field of a vendor's console. The vendor's page in bff/docs/providers is the data:
 * its first paragraph says where to click, its first table names the fields. So page and tool cannot say two
 * things; a test sees to it that every page can be read like this.
 */
import { readFileSync } from 'node:fs'
import { paths } from 'shared/paths'
import type { PresetName } from '../../src/config/presets/presets.ts'

export interface ConsoleField {
  there: string
  /** Each to the letter; none where something is switched or chosen. */
  paste: string[]
  /** What to switch or to choose, or what else there is to know. */
  note: string
}

export interface ConsoleSteps {
  /** In words: which menu, which type of application. */
  where: string
  fields: ConsoleField[]
  /** The vendor's page, for whatever else there is to know. */
  page: string
}

/** @param byKey our public keys have to be found there as well */
export function consoleSteps(provider: PresetName, origin: string, byKey: boolean): ConsoleSteps {
  const page = `bff/docs/providers/${provider}.md`
  const text = readFileSync(new URL(`../../../${page}`, import.meta.url), 'utf8')
  const [, table = ''] = text.split('| there | put in |\n|---|---|\n')
  const rows = table.split('\n\n')[0]!.split('\n')
  return {
    where: plain(text.split('\n\n')[1] ?? ''),
    fields: [
      ...rows.flatMap((row) => fieldIn(row, origin) ?? []),
      ...(byKey ? [{ there: 'JWKS URL', paste: [origin + paths.jwks], note: '' }] : []),
    ],
    page,
  }
}

/** What belongs in the field stands as code in the second column, and comes before what is said of it. */
function fieldIn(row: string, origin: string): ConsoleField | undefined {
  const [, there, put] = /^\| (.*?) \| (.*) \|$/.exec(row) ?? []
  if (there === undefined || put === undefined) return undefined
  const addresses = [...put.matchAll(/`<origin>([^`]*)`/g)].map(([, path]) => origin + path)
  const note = addresses.length === 0 ? put : put.replace(/^.*`<origin>[^`]*`:? ?/, '')
  return { there: plain(there), paste: addresses, note: plain(note) }
}

/** Without the marks that only a page needs. */
function plain(markdown: string): string {
  return markdown.replaceAll(/[`*]/g, '')
}
