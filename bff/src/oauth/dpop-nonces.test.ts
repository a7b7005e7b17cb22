import { describe, expect, it } from 'vitest'
import { createNonces } from './dpop-nonces.ts'

const api = 'https://api.example/v1/notes'

describe('createNonces', () => {
  it('knows none before a server has said one', () => {
    expect(createNonces().for(api)).toBeUndefined()
  })

  it('gives the newest of a server, for every address there [SX-13]', () => {
    const nonces = createNonces()
    nonces.note(api, 'first')
    nonces.note('https://api.example/other?x=1', 'second')
    expect(nonces.for(api)).toBe('second')
  })

  it('never gives one server the nonce of another [SX-13]', () => {
    const nonces = createNonces()
    nonces.note(api, 'of-the-api')
    for (const url of ['https://as.example', 'http://api.example', 'https://api.example:8443']) {
      expect(nonces.for(url)).toBeUndefined()
    }
  })

  it.each([undefined, null, '', 'with space', 'with"quote', 'back\\slash', 'ünïcode', 'line\n'])(
    'keeps what it has when an answer carries %j [SX-13]',
    (nonce) => {
      const nonces = createNonces()
      nonces.note(api, 'good')
      nonces.note(api, nonce)
      expect(nonces.for(api)).toBe('good')
    },
  )

  it('takes no nonce that would swell every request from then on', () => {
    const nonces = createNonces()
    nonces.note(api, 'x'.repeat(1025))
    nonces.note(api, ['two', 'fields'])
    expect(nonces.for(api)).toBeUndefined()
  })
})
