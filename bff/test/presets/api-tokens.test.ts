/** How each vendor is told which API a token is for, and what comes of tokens that nobody here can read. */
import { describe, expect, it } from 'vitest'
import { announcing } from '../conformance/liar/forgeries.ts'
import { honest } from '../conformance/liar/lies.ts'
import { expectNotStarted, expectSignedIn, expectTokensUnused } from '../conformance/outcomes.ts'
import type { Encounter } from '../conformance/sign-in.ts'
import { encounterAs, refusing, requestTo } from './encounter.ts'

/** The token that the code bought: the liar's are opaque, as some vendors' are. */
async function tokenAtApi(encounter: Encounter): Promise<string> {
  const attempt = await encounter.signIn()
  expectSignedIn(attempt)
  const { bff, browser, liar } = attempt
  expect((await browser.fetch(`${bff.origin}/api/notes`)).status).toBe(200)
  return liar.seen.userinfo.at(-1)?.headers.authorization ?? ''
}

const opaque = /^Bearer [\w-]+$/

describe('an API is named', () => {
  it('by `audience` at Auth0, which gives a token for userinfo alone without it', async () => {
    const env = { OIDC_AUTHORIZE_PARAMS: 'audience=https://api.example.com' }
    const lie = refusing((asked) => asked.get('audience') !== 'https://api.example.com')
    const encounter = await encounterAs('auth0', lie, { issuerPath: '/', env })
    expect(await tokenAtApi(encounter)).toMatch(opaque)
  })

  it.each(['logto', 'oidc-provider', 'workos'] as const)(
    'by `resource` at %s, with the code as with the request',
    async (provider) => {
      const resource = 'https://api.example.com'
      const env = { RESOURCE_NOTES_INDICATOR: resource }
      const encounter = await encounterAs(provider, {}, { env })
      await tokenAtApi(encounter)
      expect(requestTo(encounter).getAll('resource')).toEqual([resource])
      expect(encounter.liar.seen.token[0]?.body.getAll('resource')).toEqual([resource])
    },
  )

  it.each([
    ['entra', 'api://notes/notes.read'],
    ['okta', 'notes.read'],
    ['cognito', 'https://api.example.com/notes.read'],
  ] as const)('by its scope at %s: %s', async (provider, scope) => {
    const encounter = await encounterAs(provider, {}, { env: { RESOURCE_NOTES_SCOPE: scope } })
    await tokenAtApi(encounter)
    expect(requestTo(encounter).get('scope')?.split(' ')).toContain(scope)
    expect(requestTo(encounter).has('resource')).toBe(false)
  })

  it('by a scope of the project at Zitadel, whose tokens are opaque', async () => {
    const scope = 'openid profile urn:zitadel:iam:org:project:id:1234:aud'
    const encounter = await encounterAs('zitadel', {}, { env: { OIDC_SCOPE: scope } })
    expect(await tokenAtApi(encounter)).toMatch(opaque)
    expect(requestTo(encounter).get('scope')).toBe(scope)
  })
})

describe('authentik without a signing key, whose ID tokens have the client secret for a key', () => {
  const privateKey = new TextEncoder().encode(honest.clientSecret)
  const bySecret = {
    discovery: announcing('HS256'),
    signWith: () => ({ alg: 'HS256', kid: undefined, privateKey, publicJwk: { kty: 'oct' } }),
  }

  it('sends nobody there who has not agreed on that', async () => {
    const { signIn } = await encounterAs('authentik', bySecret, { issuerPath: '/' })
    expectNotStarted(await signIn())
  })

  it('is taken at its word where somebody has', async () => {
    const options = { issuerPath: '/', env: { OIDC_ID_TOKEN_ALG: 'HS256' } }
    const { signIn } = await encounterAs('authentik', bySecret, options)
    expectSignedIn(await signIn())
  })

  it('is refused where a key had been chosen, and no key was used', async () => {
    const { signWith } = bySecret
    const { signIn } = await encounterAs('authentik', { signWith }, { issuerPath: '/' })
    expectTokensUnused(await signIn())
  })
})
