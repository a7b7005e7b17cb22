/** Whose word on the person counts: userinfo or not, and claims that only one vendor has. */
import { describe, expect, it } from 'vitest'
import { expectSignedIn, expectTokensUnused } from '../conformance/outcomes.ts'
import { encounterAs } from './encounter.ts'

const withClaims = (more: object) => ({
  idTokenClaims: (claims: object) => ({ ...claims, ...more }),
})

describe('userinfo', () => {
  it('is asked at Zitadel, whatever the ID token says', async () => {
    const { liar, signIn } = await encounterAs('zitadel', withClaims({ name: 'A.' }))
    expect((await signIn()).session).toMatchObject({ user: { name: 'Ada Lovelace' } })
    expect(liar.seen.userinfo).toHaveLength(1)
  })

  it('is never asked at Entra, where it is another API’s', async () => {
    const { liar, signIn } = await encounterAs('entra')
    expectSignedIn(await signIn())
    expect(liar.seen.userinfo).toHaveLength(0)
  })
})

describe('a Google Workspace', () => {
  const env = { OIDC_AUTHORIZE_PARAMS: 'hd=example.com' }

  it('lets its own people in', async () => {
    const { signIn } = await encounterAs('google', withClaims({ hd: 'example.com' }), { env })
    expectSignedIn(await signIn())
  })

  it.each([
    ['of another one', { hd: 'evil.example' }],
    ['with a private account', {}],
  ])('refuses somebody %s, who took `hd` out of the URL', async (_who, claims) => {
    const { signIn } = await encounterAs('google', withClaims(claims), { env })
    expectTokensUnused(await signIn())
  })

  it.each([
    [{ hd: 'any.example' }, 'signed-in'],
    [{}, 'signed-out'],
  ])('of any kind is asked for by `*`: with %o one is %s', async (claims, status) => {
    const any = { env: { OIDC_AUTHORIZE_PARAMS: 'hd=*' } }
    const { signIn } = await encounterAs('google', withClaims(claims), any)
    expect((await signIn()).session.status).toBe(status)
  })
})

describe('a tenant of Entra', () => {
  const tenant = 'f0e1d2c3-aaaa-bbbb-cccc-1234567890ab'
  const options = { issuerPath: `/${tenant}/v2.0` }

  it('lets its own people in', async () => {
    const { signIn } = await encounterAs('entra', withClaims({ tid: tenant }), options)
    expectSignedIn(await signIn())
  })

  it('refuses a token that names another tenant than its issuer', async () => {
    const { signIn } = await encounterAs('entra', withClaims({ tid: 'another' }), options)
    expectTokensUnused(await signIn())
  })
})
