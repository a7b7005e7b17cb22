/** Behind one address everybody's tenants: people of those that are listed come in, and nobody else does. */
import { describe, expect, it } from 'vitest'
import { expectTokensUnused } from '../conformance/outcomes.ts'
import { bySecret, type Env, readOne } from '../provider-env.ts'
import { encounterOfMany, of, stranger, tenantA, tenantB } from './many-tenants.ts'

const address = 'https://login.microsoftonline.com/organizations/v2.0'

describe('somebody', () => {
  it.each([tenantA, tenantB])('of a tenant that is listed comes in: %s', async (tenant) => {
    const { signIn } = await encounterOfMany(of(tenant))
    const { session, landing } = await signIn()
    expect(session).toMatchObject({ status: 'signed-in', user: { sub: `ada@${tenant}` } })
    expect(landing).toBe('/')
  })

  it.each([
    ['of a tenant that is not', of(stranger)],
    ['of another one, who says that it is', of(stranger, { tid: tenantA })],
    ['of one that is, with an issuer that is not', of(tenantA, { tid: stranger })],
    ['of no tenant', of(tenantA, { tid: undefined })],
    ['of several', of(tenantA, { tid: [tenantA, stranger] })],
    ['of the template itself', of('{tenantid}')],
    ['whom their tenant does not name', of(tenantA, { oid: undefined })],
    ['with an empty name there', of(tenantA, { oid: '' })],
  ])('%s does not [ID-01, TK-10]', async (_who, lie) => {
    const { signIn } = await encounterOfMany(lie)
    expectTokensUnused(await signIn())
  })

  it('is the same person by another `sub`, which is only this app’s', async () => {
    const { liar, signIn } = await encounterOfMany(of(tenantA))
    const before = (await signIn()).session
    liar.lie(of(tenantA, { sub: 'another' }))
    expect((await signIn()).session).toMatchObject({
      user: before.status === 'signed-in' && before.user,
    })
  })
})

it('keeps people signed in, and nobody who has moved to another tenant meanwhile', async () => {
  const { bff, liar, signIn } = await encounterOfMany({ ...of(tenantA), accessTokenSeconds: 60 })
  const { browser } = await signIn()
  const call = async () => {
    bff.clock.advance(61_000)
    return (await browser.fetch(`${bff.origin}/api/notes`)).status
  }
  expect(await call()).toBe(200)
  liar.lie(of(tenantB))
  expect(await call()).toBe(401)
  expect(bff.logged('token.refresh-failed')).toHaveLength(1)
})

it('follows keys that are rotated, also long after its metadata was found [MD-07]', async () => {
  const { bff, liar, signIn } = await encounterOfMany(of(tenantA))
  for (const minutes of [0, 90]) {
    bff.clock.advance(minutes * 60_000)
    expect((await signIn()).session.status).toBe('signed-in')
    bff.clock.advance(15_000)
    await liar.rotateKeys()
    expect((await signIn()).session.status).toBe('signed-in')
  }
})

it.each([
  ['one issuer', 'https://login.microsoftonline.com/common/v2.0'],
  ['another template', 'https://evil.example/{tenantid}/v2.0'],
])('sends nobody to metadata that names %s [MD-03]', async (_what, issuer) => {
  const { liar, signIn } = await encounterOfMany({
    ...of(tenantA),
    discovery: (document) => ({ ...document, issuer }),
  })
  expect((await signIn()).session.status).toBe('signed-out')
  expect(liar.seen.authorize).toEqual([])
})

describe('OIDC_TENANTS', () => {
  const faultsOf = (env: Env) =>
    readOne({ ...bySecret, OIDC_PROVIDER: 'entra', OIDC_ISSUER: address, ...env }).faults

  it('makes one address for many tenants good', () => {
    expect(faultsOf({ OIDC_TENANTS: tenantA })).toEqual([])
    expect(faultsOf({ OIDC_TENANTS: '' }).map(({ name }) => name)).toEqual(['OIDC_ISSUER'])
  })

  it.each([
    ['a domain', 'OIDC_TENANTS', { OIDC_TENANTS: 'contoso.com' }],
    ['everybody', 'OIDC_TENANTS', { OIDC_TENANTS: '*' }],
    [
      'those of one tenant',
      'OIDC_ISSUER',
      { OIDC_ISSUER: address.replace('organizations', tenantA) },
    ],
    ['those of another cloud', 'OIDC_ISSUER', { OIDC_ISSUER: address.replace('.com', '.us') }],
    ['those of another vendor', 'OIDC_TENANTS', { OIDC_PROVIDER: 'generic' }],
  ])('is not for %s [CD-02]', (_whom, name, env) => {
    expect(faultsOf({ OIDC_TENANTS: tenantA, ...env })[0]?.name).toBe(name)
  })
})
