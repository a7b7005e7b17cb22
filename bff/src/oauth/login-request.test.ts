import { describe, expect, it } from 'vitest'
import { readLoginRequest } from './login-request.ts'

const read = (query: string) => readLoginRequest(new URLSearchParams(query))

describe('readLoginRequest', () => {
  it('passes what is on the list', () => {
    expect(
      read(
        'prompt=login&login_hint=ada%40example.test&ui_locales=sv%20en&acr_values=a%20b&max_age=60&display=popup',
      ),
    ).toEqual({
      passed: {
        prompt: 'login',
        login_hint: 'ada@example.test',
        ui_locales: 'sv en',
        acr_values: 'a b',
        max_age: '60',
        display: 'popup',
      },
      acrValues: ['a', 'b'],
      maxAge: 60,
    })
  })

  it('passes nothing else [AR-10, AR-13]', () => {
    const protocol =
      'client_id=x&redirect_uri=x&scope=admin&state=x&nonce=x&request=x&response_mode=x'
    expect(read(`${protocol}&code_challenge_method=plain&__proto__=x`).passed).toEqual({})
  })

  it.each([
    ['a parameter given twice', 'prompt=login&prompt=none'],
    ['an unknown prompt', 'prompt=please'],
    ['a prompt that asks for nothing and something', 'prompt=none%20login'],
    ['a display that is no window of ours', 'display=wap'],
    ['a max_age that is no number', 'max_age=soon'],
    ['a negative max_age', 'max_age=-1'],
    ['a line break', 'login_hint=a%0d%0ab'],
    ['a long value', `login_hint=${'x'.repeat(600)}`],
    ['two return paths', 'returnTo=/a&returnTo=/b'],
  ])('refuses %s [AR-13]', (_what, query) => {
    expect(() => read(query)).toThrow(expect.objectContaining({ code: 'request-malformed' }))
  })

  it('takes an empty value for none', () => {
    expect(read('prompt=&returnTo=')).toEqual({ passed: {} })
  })
})
