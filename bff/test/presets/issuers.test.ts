/** Issuers and API names that cannot work at a vendor are told at start, in words that say how to mend it. */
import { describe, expect, it } from 'vitest'
import type { Answer } from '../conformance/liar/wire.ts'
import { expectSignedIn } from '../conformance/outcomes.ts'
import { bySecret, type Env, readOne } from '../provider-env.ts'
import { encounterAs, refusing } from './encounter.ts'

const faultsOf = (env: Env) => readOne({ ...bySecret, ...env }).faults

describe('an issuer', () => {
  it.each([
    ['auth0', 'https://acme.eu.auth0.com', 'must end with a slash'],
    ['entra', 'https://login.microsoftonline.com/common/v2.0', 'must name one tenant'],
    ['entra', 'https://login.microsoftonline.com/organizations/v2.0', 'must name one tenant'],
  ])('is refused for %s: %s', (provider, issuer, says) => {
    const faults = faultsOf({ OIDC_PROVIDER: provider, OIDC_ISSUER: issuer })
    expect(faults.map(({ name }) => name)).toEqual(['OIDC_ISSUER'])
    expect(faults[0]!.says).toContain(says)
  })

  it.each([
    ['auth0', 'https://acme.eu.auth0.com/'],
    ['entra', 'https://login.microsoftonline.com/f0e1d2c3-aaaa-bbbb-cccc-1234567890ab/v2.0'],
    ['generic', 'https://login.microsoftonline.com/common/v2.0'],
  ])('is taken for %s: %s', (provider, issuer) => {
    expect(faultsOf({ OIDC_PROVIDER: provider, OIDC_ISSUER: issuer })).toEqual([])
  })

  it('need not be said where there is but one', () => {
    const { oidc, faults } = readOne({ ...bySecret, OIDC_PROVIDER: 'google', OIDC_ISSUER: '' })
    expect([oidc.issuer, faults]).toEqual(['https://accounts.google.com', []])
  })
})

describe('a preset', () => {
  it('that nobody knows is refused, and every other fault told as well', () => {
    const faults = faultsOf({ OIDC_PROVIDER: 'toString', OIDC_CLIENT_ID: '' })
    expect(faults.map(({ name }) => name)).toEqual(['OIDC_PROVIDER', 'OIDC_CLIENT_ID'])
  })

  it('widens nothing that the FAPI profile narrows', () => {
    const env = { OIDC_PROVIDER: 'zitadel', OIDC_PROFILE: 'fapi2' }
    expect(faultsOf(env).map(({ name }) => name)).toContain('OIDC_CLIENT_KEYS')
  })
})

describe('a server that refuses `resource`', () => {
  const isNamed = (asked: URLSearchParams) => asked.has('resource')

  it('is asked for a scope in its place, at entra', async () => {
    const env = { RESOURCE_NOTES_SCOPE: 'api://notes/read' }
    const { signIn } = await encounterAs('entra', refusing(isNamed), { env })
    expectSignedIn(await signIn())
  })

  it('is known at start, at entra', async () => {
    const env = { RESOURCE_NOTES_INDICATOR: 'api://notes' }
    await expect(encounterAs('entra', {}, { env })).rejects.toThrow(
      /RESOURCE_NOTES_INDICATOR must not be set: Microsoft Entra ID refuses/,
    )
  })
})

it('takes a token response that carries a challenge, as FusionAuth’s may', async () => {
  const token = (answer: Answer) => ({
    ...answer,
    headers: { ...answer.headers, 'www-authenticate': 'Bearer realm="FusionAuth"' },
  })
  const { signIn } = await encounterAs('fusionauth', { wire: { token } })
  expectSignedIn(await signIn())
})
