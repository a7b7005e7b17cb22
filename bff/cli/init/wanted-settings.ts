/**
 * From answers to settings. What stands in `.env` already holds when nothing else is said, as long as it is
 * about the same registration: with another provider every old setting of it goes, since half of one and half
 * of another would be the registration of nobody.
 */
import { randomBytes } from 'node:crypto'
import { appSettings } from '../../src/config/app-settings.ts'
import { type PresetName, presetNames } from '../../src/config/presets/presets.ts'
import { providerSettings } from '../../src/config/provider-settings.ts'
import { type ResourceField, resourceSettingName } from '../../src/config/resource-settings.ts'
import { keysFault } from '../../src/config/session-keys.ts'
import { registrationNames } from '../../src/config/settings.ts'
import { type ApiDeps, apiUrlSettings, extraSettings } from './api-settings.ts'
import type { Asking } from './asking.ts'
import { type ClientProof, type ClientProofDeps, clientProof } from './client-proof.ts'
import type { Changes } from './env-text.ts'
import { type ProviderQuestions, providerQuestions } from './providers.ts'
import { type Question, faultBy } from './question.ts'

type Known = ApiDeps['before']

export interface Place {
  provider: PresetName
  origin: string
}

export type WantedDeps = Omit<ClientProofDeps, 'kept'> & Omit<ApiDeps, 'apiUrls'>

const providerQuestion: Question = {
  flag: 'provider',
  asks: `Whose server is it (${presetNames.join(', ')})?`,
  fault: faultBy(providerSettings.OIDC_PROVIDER),
}
const originQuestion: Question = {
  flag: 'origin',
  asks: 'Where do browsers find the app?',
  usual: 'http://localhost:3000',
  fault: faultBy(appSettings.APP_ORIGIN),
}
const issuerQuestion: Question = {
  flag: 'issuer',
  asks: 'Issuer',
  example: 'https://id.example.com',
  fault: faultBy(providerSettings.OIDC_ISSUER),
}
const clientIdQuestion: Question = {
  flag: 'client-id',
  asks: 'Client id',
  fault: faultBy(providerSettings.OIDC_CLIENT_ID),
}

/** Enough to say what has to be registered there. */
export async function askPlace(asking: Asking, before: Known): Promise<Place> {
  const provider = await asking.answer(providerQuestion, before['OIDC_PROVIDER'] ?? 'generic')
  const origin = await asking.answer(originQuestion, before['APP_ORIGIN'])
  return { provider: provider as PresetName, origin }
}

export async function askSettings(place: Place, deps: WantedDeps): Promise<ClientProof> {
  const { asking, before, request, resourceNames } = deps
  const { provider, origin } = place
  const questions = providerQuestions[provider]
  const issuer = await askIssuer(questions, provider, deps)
  const isSame = before['OIDC_PROVIDER'] === provider && before['OIDC_ISSUER'] === issuer
  const kept = isSame ? before : {}
  const clientId = await asking.answer(clientIdQuestion, kept['OIDC_CLIENT_ID'])
  const proof = await clientProof({ ...deps, kept })
  const apis = { asking, before, resourceNames, apiUrls: request.apiUrls }
  const urls = await apiUrlSettings(apis)
  const extras = await extraSettings(questions.extras ?? [], apis, kept, request.told)
  asking.assertComplete()
  const caFile = request.told['ca-file']
  return {
    ...proof,
    changes: {
      ...(isSame ? {} : withoutRegistration(resourceNames)),
      ...modeOf(origin, before),
      APP_ORIGIN: origin,
      OIDC_PROVIDER: provider,
      OIDC_ISSUER: issuer,
      OIDC_CLIENT_ID: clientId,
      ...proof.changes,
      ...(caFile === undefined ? {} : { OIDC_CA_FILE: caFile }),
      ...extras,
      ...sessionKeys(before),
      ...urls,
    },
  }
}

async function askIssuer(
  { parts = [], issuer }: ProviderQuestions,
  provider: PresetName,
  { asking, before, request: { told } }: WantedDeps,
): Promise<string> {
  const kept = before['OIDC_PROVIDER'] === provider ? before['OIDC_ISSUER'] : undefined
  const isMade = parts.some(({ flag }) => told[flag] !== undefined)
  const isWhole = told['issuer'] !== undefined || issuer === undefined
  if (isWhole || (kept !== undefined && !isMade)) return asking.answer(issuerQuestion, kept)
  const values: Record<string, string> = {}
  for (const part of parts) values[part.flag] = await asking.answer(part)
  return Object.values(values).includes('') ? '' : issuer(values)
}

function withoutRegistration(resourceNames: readonly string[]): Changes {
  const fields: ResourceField[] = ['INDICATOR', 'AUDIENCE', 'SCOPE']
  const names = [
    ...registrationNames(''),
    ...resourceNames.flatMap((name) => fields.map((field) => resourceSettingName(name, field))),
  ]
  return Object.fromEntries(names.map((name) => [name, undefined]))
}

/** Plain http is for this machine, and takes development; anywhere else the strict rules are the default. */
function modeOf(origin: string, before: Known): Changes {
  if (origin.startsWith('http:')) return { NODE_ENV: 'development' }
  return before['NODE_ENV'] === 'development' ? { NODE_ENV: undefined } : {}
}

/** Those that are there stay: with others everybody would be signed out. */
function sessionKeys({ SESSION_KEYS: keys, SESSION_KEYS_FILE: file }: Known): Changes {
  if (file !== undefined || (keys !== undefined && keysFault(keys) === undefined)) return {}
  return { SESSION_KEYS: randomBytes(32).toString('base64url') }
}
