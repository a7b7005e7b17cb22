import { describe, expect, it } from 'vitest'
import { tellCause } from './cause.ts'

describe('tellCause', () => {
  it('tells the kind, the code, the status and the OAuth error', () => {
    const cause = Object.assign(new TypeError('marker'), {
      code: 'OAUTH_RESPONSE_BODY_ERROR',
      status: 400,
      error: 'invalid_grant',
    })
    expect(tellCause(cause)).toMatchObject({
      name: 'TypeError',
      code: 'OAUTH_RESPONSE_BODY_ERROR',
      status: 400,
      oauthError: 'invalid_grant',
    })
  })

  it('finds the code that fetch hides one level down', () => {
    const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })
    expect(tellCause(new TypeError('fetch failed', { cause: refused }))).toMatchObject({
      name: 'TypeError',
      code: 'ECONNREFUSED',
    })
  })

  it('tells where it happened', () => {
    expect(tellCause(new Error('marker'))?.at?.[0]).toMatch(
      /^bff\/src\/observe\/cause\.test\.ts:\d+:\d+$/,
    )
  })

  it('is not fooled by a message that looks like a frame', () => {
    const error = new Error(
      'x\n    at marker (/srv/bff/src/marker.ts:1:1)\n    at bff/marker.ts:1:1',
    )
    expect(JSON.stringify(tellCause(error))).not.toContain('marker')
  })

  it.each<[string, object]>([
    ['a message', new Error('marker')],
    ['a cause', new Error('x', { cause: { access_token: 'marker' } })],
    ['a cause that is an error', new Error('x', { cause: new Error('marker') })],
    ['a body', Object.assign(new Error('x'), { body: { access_token: 'marker' } })],
    ['an error_description', Object.assign(new Error('x'), { error_description: 'marker' })],
    ['a code of its own', Object.assign(new Error('x'), { code: 'marker' })],
    ['a code that is an object', Object.assign(new Error('x'), { code: { marker: 'MARKER' } })],
    ['an error in free words', Object.assign(new Error('x'), { error: 'marker <b>' })],
    ['a status in words', Object.assign(new Error('x'), { status: 'marker' })],
    ['a name', Object.assign(new Error('x'), { name: 'marker\n<b>' })],
    ['a stack of its own', Object.assign(new Error('x'), { stack: 'Error: marker\n  marker' })],
    ['an aggregate', new AggregateError([new Error('marker')], 'marker')],
  ])('tells nothing of %s', (_where, error) => {
    expect(JSON.stringify(tellCause(error))).not.toContain('marker')
  })

  it.each([
    ['a string', 'marker', 'string'],
    ['null', null, 'object'],
    ['an object', { access_token: 'marker' }, 'object'],
    ['a number', 42, 'number'],
  ])('tells only the type of %s', (_what, thrown, name) => {
    expect(tellCause(thrown)).toEqual({ name })
  })

  it('has nothing to tell where there was no cause', () => {
    expect(tellCause(undefined)).toBeUndefined()
  })

  it('survives an error that cannot be read', () => {
    const hostile = Object.defineProperty(new Error('x'), 'code', {
      get() {
        throw new Error('marker')
      },
    })
    expect(tellCause(hostile)).toEqual({ name: 'unreadable' })
  })
})
