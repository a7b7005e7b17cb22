import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { unverified, verifySigned } from './jose.ts'
import { isBadToken } from './jose-codes.ts'

const secret = new TextEncoder().encode('a secret of more than thirty-two octets, for a MAC')
const nowMs = 1_700_000_000_000
const expected = { algorithm: 'HS256', nowMs, clockToleranceSeconds: 30 }

const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A right MAC, whatever the claims. */
function signed(claims: object, alg: 'HS256' | 'HS512' = 'HS256', more: object = {}): string {
  const text = `${encoded({ alg, ...more })}.${encoded(claims)}`
  const mac = createHmac(`sha${alg.slice(2)}`, secret).update(text)
  return `${text}.${mac.digest('base64url')}`
}

const exp = nowMs / 1000

describe('verifySigned', () => {
  it('gives the claims of a good token', async () => {
    expect(await verifySigned(signed({ exp, a: 1 }), secret, expected)).toEqual({ exp, a: 1 })
  })

  it.each([
    ['of another algorithm', signed({ exp }, 'HS512')],
    ['that has expired', signed({ exp: exp - 30 })],
    ['of the future', signed({ nbf: exp + 31 })],
    ['with an extension we do not know', signed({ exp }, 'HS256', { crit: ['x'], x: 1 })],
    ['with unencoded claims', signed({ exp }, 'HS256', { crit: ['b64'], b64: false })],
    ['with claims changed afterwards', signed({ exp }).replace(/\.[^.]+\./, `.${encoded({})}.`)],
  ])('refuses a token %s [LO-10]', async (_what, token) => {
    const refusal = await verifySigned(token, secret, expected).catch((thrown: unknown) => thrown)
    expect(isBadToken(refusal)).toBe(true)
  })
})

describe('unverified', () => {
  it('reads what a token says of itself', () => {
    expect(unverified(signed({ exp }))).toEqual({ header: { alg: 'HS256' }, claims: { exp } })
  })

  it.each(['', 'a', 'a.b.c', '..', `${encoded([])}.${encoded({})}.`, `${encoded({})}.bnVsbA.`])(
    'makes nothing of "%s"',
    (text) => {
      expect(unverified(text)).toBeUndefined()
    },
  )
})
