import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createAuthority, selfSigned } from '../../dev/certificates.ts'
import { belongTogether, certificateFault, privateKeyFault } from './certificates.ts'

const ours = createAuthority().issue({ name: 'claimcheck' })
const other = selfSigned()

const locked = ours.key.replace('PRIVATE KEY', 'ENCRYPTED PRIVATE KEY')

describe('certificateFault', () => {
  it.each([
    ['a certificate', ours.cert],
    ['one with its chain behind it', ours.cert + other.cert],
  ])('has nothing to say against %s', (_what, pem) => {
    expect(certificateFault(pem)).toBeUndefined()
  })

  it.each([
    ['a key', ours.key],
    ['half a certificate', ours.cert.slice(0, 200)],
    ['words', 'our certificate'],
  ])('objects to %s, and does not repeat it', (_what, pem) => {
    const fault = certificateFault(pem)
    expect(fault).toContain('must be a certificate in PEM')
    expect(fault).not.toContain(pem)
  })
})

describe('privateKeyFault', () => {
  it('has nothing to say against a key', () => {
    expect(privateKeyFault(ours.key)).toBeUndefined()
  })

  it.each([
    ['a certificate', ours.cert],
    ['one with a password', locked],
    ['words', 'our key'],
  ])('objects to %s, and does not repeat it', (_what, pem) => {
    const fault = privateKeyFault(pem)
    expect(fault).toContain('must be a private key in PEM')
    expect(fault).not.toContain(pem)
  })
})

describe('the key of a certificate', () => {
  it.each([
    [1024, 'must have RSA keys of at least 2048 bits'],
    [2048, undefined],
  ])('of RSA with %i bits is judged by its length [SX-06]', (modulusLength, fault) => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength })
    expect(privateKeyFault(privateKey.export({ format: 'pem', type: 'pkcs8' }))).toBe(fault)
  })
})

describe('belongTogether', () => {
  it('tells our key from another', () => {
    expect(belongTogether(ours.cert, ours.key)).toBe(true)
    expect(belongTogether(ours.cert, other.key)).toBe(false)
  })
})
