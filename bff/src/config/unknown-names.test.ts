import { describe, expect, it } from 'vitest'
import { unknownNames } from './unknown-names.ts'

const known = ['PORT', 'OIDC_ISSUER', 'SESSION_IDLE_SECONDS', 'RESOURCE_NOTES_URL']

function said(name: string, value = '1') {
  return unknownNames({ [name]: value }, known).map(({ says }) => says)
}

describe('unknownNames', () => {
  it.each([
    ['OIDC_ISSUR', 'OIDC_ISSUER'],
    ['OIDC_ISUSER', 'OIDC_ISSUER'],
    ['SESSION_IDLE_SECOND', 'SESSION_IDLE_SECONDS'],
    ['RESOURCE_NOTES_URI', 'RESOURCE_NOTES_URL'],
    ['CLAIMCHECK_PORT', 'PORT'],
  ])('guesses what was meant by %s [CD-02]', (name, meant) => {
    expect(said(name)).toEqual([`is not a setting; did you mean ${meant}?`])
  })

  it.each(['OIDC_COLOUR', 'SESSION_SECRET', 'RESOURCE_BOOKS_URL'])(
    'guesses nothing when nothing is near %s [CD-02]',
    (name) => {
      expect(said(name)).toEqual(['is not a setting'])
    },
  )

  it.each([
    ['a known name', 'OIDC_ISSUER', '1'],
    ['a name that is not ours', 'OIDCISSUER', '1'],
    ['a desktop', 'SESSION_MANAGER', 'local/host:@/tmp/.ICE-unix/1'],
    ['a service link to a host', 'CLAIMCHECK_SERVICE_HOST', '10.0.0.1'],
    ['a service link to a named port', 'CLAIMCHECK_SERVICE_PORT_HTTP', '3000'],
    ['a service link', 'CLAIMCHECK_PORT', 'tcp://10.0.0.1:3000'],
    ['a part of a service link', 'RESOURCE_NOTES_PORT_3000_TCP_ADDR', '10.0.0.1'],
  ])('leaves %s alone', (_what, name, value) => {
    expect(said(name, value)).toEqual([])
  })
})
