import { describe, expect, it } from 'vitest'
import { tenants, tenantsFault } from './tenants.ts'

const one = 'f0e1d2c3-aaaa-bbbb-cccc-1234567890ab'
const other = '9188040d-6c67-4c5b-b112-36a304b66dad'

describe('OIDC_TENANTS', () => {
  it('is a list of ids, by their lower-case letters', () => {
    const list = `${one}, ${other.toUpperCase()}`
    expect(tenantsFault(list)).toBeUndefined()
    expect(tenants(list)).toEqual([one, other])
  })

  it.each([
    ['a domain', 'contoso.onmicrosoft.com'],
    ['everybody', '*'],
    ['a template', '{tenantid}'],
    ['nothing between two commas', `${one},,${other}`],
    ['one twice', `${one},${one.toUpperCase()}`],
  ])('is not %s', (_what, list) => {
    expect(tenantsFault(list)).toMatch(/^must/)
  })
})
