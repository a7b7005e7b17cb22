/** Each vendor is asked as little as its issuer can be made of, and its page and this tool say one thing. */
import { describe, expect, it } from 'vitest'
import { paths } from 'shared/paths'
import { consoleSteps } from '../../cli/init/console-fields.ts'
import { fieldsText } from '../../cli/init/outcome.ts'
import { providerQuestions } from '../../cli/init/providers.ts'
import { type PresetName, presetNames } from '../../src/config/presets/presets.ts'
import { readText } from '../house/files.ts'
import { bySecret, readOne } from '../provider-env.ts'

/** What stands in capitals in the issuer on the page, and by which flags it is told. */
const onThePage: Partial<Record<PresetName, Record<string, string>>> = {
  auth0: { domain: 'TENANT.REGION.auth0.com' },
  okta: { domain: 'ORG.okta.com', server: 'default' },
  entra: { tenant: 'TENANT_ID' },
  keycloak: { domain: 'HOST', realm: 'REALM' },
  google: {},
  workos: { domain: 'SUBDOMAIN.authkit.app' },
  fusionauth: { domain: 'HOST' },
  zitadel: { domain: 'INSTANCE' },
  authentik: { domain: 'HOST', application: 'SLUG' },
  logto: { domain: 'HOST' },
  duende: { domain: 'HOST' },
}

const questionsOf = (name: PresetName) => providerQuestions[name]

describe('the issuer', () => {
  it.each(Object.entries(onThePage))('of %s is the one on its page', (name, told) => {
    const { parts = [], issuer } = questionsOf(name as PresetName)
    expect(parts.map(({ flag }) => flag)).toEqual(Object.keys(told))
    const page = readText(`bff/docs/providers/${name}.md`)
    const [, written = 'https://accounts.google.com'] = /^OIDC_ISSUER=(\S+)/m.exec(page) ?? []
    expect(issuer?.(told)).toBe(written)
  })

  it('of Cognito has the region that a pool’s id begins with', () => {
    const { parts = [], issuer } = questionsOf('cognito')
    const pool = 'eu-west-1_Ab12Cd34E'
    expect(issuer?.({ pool })).toBe(`https://cognito-idp.eu-west-1.amazonaws.com/${pool}`)
    expect(parts[0]?.fault?.('Ab12Cd34E')).toMatch(/pool/)
  })

  it.each(['generic', 'oidc-provider'] as const)('of %s is asked for as a whole', (name) => {
    expect(questionsOf(name).issuer).toBeUndefined()
  })

  it.each([
    ['auth0', 'domain', 'https://acme.eu.auth0.com/'],
    ['keycloak', 'domain', 'id.example.com/auth'],
    ['keycloak', 'domain', 'me@id.example.com'],
    ['keycloak', 'realm', 'acme/../master'],
    ['authentik', 'application', 'a?b'],
  ] as const)('of %s takes no --%s like %s', (name, flag, value) => {
    const part = questionsOf(name).parts?.find((each) => each.flag === flag)
    expect(part?.fault?.(value)).toMatch(/^must be/)
  })

  it.each(presetNames)('of %s, by what is said as an example, would start', (name) => {
    const { parts = [], issuer } = questionsOf(name)
    expect(parts.flatMap(({ example = '', fault }) => fault?.(example) ?? [])).toEqual([])
    const examples = Object.fromEntries(parts.map(({ flag, example = '' }) => [flag, example]))
    const OIDC_ISSUER = issuer?.(examples) ?? bySecret.OIDC_ISSUER
    expect(readOne({ ...bySecret, OIDC_PROVIDER: name, OIDC_ISSUER }).faults).toEqual([])
  })
})

describe.each(presetNames)('what to fill in at %s', (name) => {
  const origin = 'https://app.example.com'
  const { where, fields, page } = consoleSteps(name, origin, false)
  const pasted = fields.flatMap(({ paste }) => paste)

  it('begins with the callback, and says where to click', () => {
    expect(where.length).toBeGreaterThan(10)
    expect(pasted[0]).toBe(origin + paths.callback)
    expect(page).toBe(`bff/docs/providers/${name}.md`)
  })

  it('names fields by the words of its page, each with something to do', () => {
    const text = readText(page).replaceAll(/[`*]/g, '')
    for (const { there, paste, note } of fields) {
      expect(text).toContain(`| ${there} |`)
      expect(paste.length > 0 || note !== '').toBe(true)
    }
  })

  it('is an address that the BFF answers at, to the letter', () => {
    const ours = Object.values(paths).map((path) => origin + path)
    expect(pasted.filter((each) => !ours.includes(each))).toEqual([])
    const told = fieldsText({ where, fields, page })
    expect(pasted.filter((each) => !told.includes(each))).toEqual([])
    expect(told).not.toMatch(/<origin>|[`*]/)
  })
})

it('adds where our public keys are, when the client proves itself by one', () => {
  const { fields } = consoleSteps('okta', 'https://app.example.com', true)
  expect(fields.at(-1)?.paste).toEqual(['https://app.example.com/auth/jwks'])
})
