/** Who gives refresh tokens for what: `offline_access`, with consent or without, or something of its own. */
import { describe, expect, it } from 'vitest'
import type { PresetName } from '../../src/config/presets/presets.ts'
import { expectSignedIn } from '../conformance/outcomes.ts'
import { encounterAs, refusing, requestTo } from './encounter.ts'

const asksForOffline = (asked: URLSearchParams) => scopesIn(asked).includes('offline_access')
const scopesIn = (asked: URLSearchParams) => asked.get('scope')?.split(' ') ?? []

async function requestAs(provider: PresetName, env = {}) {
  const encounter = await encounterAs(provider, {}, { env })
  expectSignedIn(await encounter.signIn())
  return requestTo(encounter)
}

/** Auth0's and authentik's own issuers end with a slash; the others' here do not. */
describe('a refresh token is asked for', () => {
  it.each<PresetName>(['okta', 'entra', 'workos', 'fusionauth', 'zitadel', 'authentik', 'duende'])(
    'by offline_access and no consent each time, at %s',
    async (provider) => {
      const asked = await requestAs(provider)
      expect(scopesIn(asked)).toContain('offline_access')
      expect(asked.has('prompt')).toBe(false)
    },
  )

  it.each<PresetName>(['logto', 'oidc-provider'])(
    'by offline_access and consent, at %s',
    async (provider) => {
      const asked = await requestAs(provider)
      expect(scopesIn(asked)).toContain('offline_access')
      expect(asked.get('prompt')).toBe('consent')
    },
  )

  it.each<PresetName>(['keycloak', 'cognito', 'generic'])(
    'by nothing at all, at %s',
    async (provider) => {
      const asked = await requestAs(provider)
      expect(scopesIn(asked)).toEqual(['openid', 'profile', 'email'])
    },
  )

  it('as the settings say, whatever the preset has', async () => {
    const env = { OIDC_SCOPE: 'openid', OIDC_AUTHORIZE_PARAMS: 'prompt=login' }
    const asked = await requestAs('logto', env)
    expect([asked.get('scope'), asked.get('prompt')]).toEqual(['openid', 'login'])
  })
})

describe('a server that refuses offline_access', () => {
  it.each<PresetName>(['google', 'cognito'])('is not asked for it, at %s', async (provider) => {
    const encounter = await encounterAs(provider, refusing(asksForOffline))
    expectSignedIn(await encounter.signIn())
  })

  it('gives one for access_type=offline and consent, at google', async () => {
    const asked = await requestAs('google')
    expect([asked.get('access_type'), asked.get('prompt')]).toEqual(['offline', 'consent'])
  })

  it.each<PresetName>(['google', 'cognito'])(
    'is known at start, so that nobody meets its error page, at %s',
    async (provider) => {
      const env = { OIDC_SCOPE: 'openid offline_access' }
      await expect(encounterAs(provider, {}, { env })).rejects.toThrow(
        /OIDC_SCOPE must not contain offline_access/,
      )
    },
  )
})
