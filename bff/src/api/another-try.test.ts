import { describe, expect, it } from 'vitest'
import { Problem } from '../http/problem.ts'
import { type Credential, bearer } from '../oauth/credential.ts'
import { faultToMend, nothing } from './another-try.ts'

const plain = bearer('token-1')
const bound: Credential = { ...plain, hear: () => {} }
const refused = (why: string) => new Problem('resource-refused', { why, refusal: false })

describe('faultToMend', () => {
  it('names a token that the API would not take [TS-08]', () => {
    expect(faultToMend(refused('invalid_token'), plain, nothing)).toBe('token')
    expect(faultToMend(refused('invalid_token'), bound, ['nonce'])).toBe('token')
  })

  it('names a nonce that was missing where there is a proof to put it into [SX-12]', () => {
    expect(faultToMend(refused('nonce'), bound, nothing)).toBe('nonce')
    expect(faultToMend(refused('nonce'), bound, ['token'])).toBe('nonce')
  })

  it.each<[string, unknown, Credential | undefined, ('token' | 'nonce')[]]>([
    ['the second of its kind', refused('invalid_token'), bound, ['nonce', 'token']],
    ['the second of the other kind', refused('nonce'), bound, ['nonce']],
    ['a nonce for a bearer token', refused('nonce'), plain, []],
    ['a call with no token', refused('invalid_token'), undefined, []],
    ['a challenge of another kind', refused('insufficient_scope'), bound, []],
    ['another problem', new Problem('resource-unreachable', { why: 'nonce' }), bound, []],
    ['no problem at all', new TypeError('bug'), bound, []],
  ])('throws %s back as it is [PX-20]', (_what, refusal, shown, mended) => {
    let thrown: unknown
    try {
      faultToMend(refusal, shown, mended)
    } catch (error) {
      thrown = error
    }
    expect(thrown).toBe(refusal)
  })
})
