/** Where the APIs are, and what a token for them takes at this vendor. */
import { resourceSettingName, resourceSettings } from '../../src/config/resource-settings.ts'
import type { Asking } from './asking.ts'
import type { Changes } from './env-text.ts'
import type { Extra } from './provider-parts.ts'
import { type Question, faultBy } from './question.ts'
import { Refusal } from './refusal.ts'

export interface ApiDeps {
  asking: Asking
  /** As told by `--api-url`. */
  apiUrls: readonly string[]
  resourceNames: readonly string[]
  /** What `.env` says so far. */
  before: Readonly<Record<string, string | undefined>>
}

export async function apiUrlSettings(deps: ApiDeps): Promise<Changes> {
  const { asking, apiUrls, resourceNames, before } = deps
  const told = new Map(apiUrls.map((text) => apiUrlIn(text, resourceNames)))
  const urls: Record<string, string> = {}
  for (const resource of resourceNames) {
    const name = resourceSettingName(resource, 'URL')
    const question = apiQuestion(resource)
    const given = told.get(resource)
    const fault = given === undefined ? undefined : question.fault?.(given)
    if (fault !== undefined) throw new Refusal(`--api-url ${fault}.`)
    const url = given ?? (await asking.answer(question, before[name]))
    if (url !== '') urls[name] = url
  }
  return urls
}

function apiQuestion(resource: string): Question {
  const { URL: setting } = resourceSettings
  const asks = `Where is the API “${resource}”?`
  return { flag: 'api-url', asks, example: setting.example, fault: faultBy(setting) }
}

/** `notes=https://…`, or the URL alone where there is but one API. */
function apiUrlIn(text: string, names: readonly string[]): [resource: string, url: string] {
  const [, name = names.length === 1 ? names[0]! : '', url = ''] =
    /^(?:([a-z][a-z\d-]*)=)?(.*)$/s.exec(text) ?? []
  if (names.includes(name)) return [name, url]
  throw new Refusal(`--api-url takes <name>=<url>; the names are ${names.join(', ')}.`)
}

/** @param kept settings of the same registration: what was said once is not asked again */
export async function extraSettings(
  extras: readonly Extra[],
  { asking, resourceNames }: ApiDeps,
  kept: ApiDeps['before'],
  told: Readonly<Record<string, string>>,
): Promise<Changes> {
  const settings: Record<string, string> = {}
  for (const extra of extras) {
    const name = settingOf(extra, resourceNames)
    if (kept[name] !== undefined && told[extra.flag] === undefined) continue
    const value = await asking.answer(extra)
    if (value !== '') settings[name] = extra.text?.(value) ?? value
  }
  return settings
}

/** One question, one API: the first. What the others take is told in bff/docs/apis.md. */
function settingOf({ setting }: Extra, [first = '']: readonly string[]): string {
  return typeof setting === 'string' ? setting : resourceSettingName(first, setting.resource)
}
