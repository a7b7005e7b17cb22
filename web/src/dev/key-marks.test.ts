import type { Detail } from 'shared/inspector'
import { describe, expect, it } from 'vitest'
import { keyMarks } from './key-marks.tsx'

const secret = (name: string, mark: string): Detail => ({
  name,
  kind: 'secret',
  text: '',
  mark,
  why: '',
})

describe('keyMarks', () => {
  it('calls a token the same wherever it passes', () => {
    const [answered, sent] = [secret('access_token', 'a1'), secret('authorization', 'a1')]
    expect(keyMarks([answered])).toEqual(keyMarks([sent]))
  })

  it('follows three things at the most, and nothing that is no secret', () => {
    const scope: Detail = { name: 'scope', kind: 'public', text: 'openid', why: '' }
    const names = ['id_token', 'refresh_token', 'state', 'code', 'client_secret']
    const params = [scope, ...names.map((name) => secret(name, name))]
    expect(keyMarks(params).map(({ short }) => short)).toEqual(['code', 'state', 'refresh token'])
  })
})
