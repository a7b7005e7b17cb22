import { describe, expect, it } from 'vitest'
import { EndReason, type SessionView, SessionView as schema } from 'shared/session'
import { isEndReason, isSessionView, sessionView } from './session-view.ts'

const full: SessionView = {
  status: 'signed-in',
  user: {
    sub: 's-1',
    name: 'Ada',
    preferredUsername: 'ada',
    email: 'ada@example.com',
    emailVerified: true,
    roles: ['user'],
  },
  session: {
    handle: 'h-1',
    authTime: 1_800_000_000,
    acr: 'one',
    amr: ['pwd'],
    scope: 'openid',
    now: 1_800_000_060,
    idleExpiresIn: 1_800,
    absoluteExpiresIn: 43_200,
  },
}
const gone: SessionView = { status: 'signed-out', reason: 'idle' }
const odd = [undefined, null, 'x', '', 1, 0, true, [], ['x'], [1], {}, { sub: 's' }]

/** The value itself, and every value that differs from it in one place. */
function variantsOf(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return odd
  const inside = Object.entries(value).flatMap(([name, each]) =>
    variantsOf(each).map((variant) => ({ ...value, [name]: variant })),
  )
  return [value, ...odd, ...inside]
}

describe('isSessionView', () => {
  it.each([
    ['signed in', full],
    ['signed out', gone],
  ])(
    'says of a view that is %s, and of all that is almost one, what the schema says',
    (_, view) => {
      const variants = variantsOf(view)
      const differing = variants.filter(
        (one) => isSessionView(one) !== schema.safeParse(one).success,
      )
      expect(variants.length).toBeGreaterThan(24)
      expect(differing).toEqual([])
    },
  )
})

describe('isEndReason', () => {
  it('knows every reason there is, and no other', () => {
    expect(EndReason.options.every(isEndReason)).toBe(true)
    expect([undefined, '', 'constructor', 'bored'].some(isEndReason)).toBe(false)
  })
})

describe('sessionView', () => {
  it('gives back what is one, and throws at what is not', () => {
    expect(sessionView.parse(full)).toBe(full)
    expect(() => sessionView.parse({ status: 'perhaps' })).toThrow(TypeError)
  })
})
