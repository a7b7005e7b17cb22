import { describe, expect, it } from 'vitest'
import type { OidcConfig } from '../config/config.ts'
import { authorizationParameters } from './authorization-request.ts'

const secrets = {
  redirectUri: 'https://app.example.com/auth/callback',
  state: 's',
  nonce: 'n',
  codeChallenge: 'c',
}

function promptFor(
  scope: string,
  authorizeParams: Record<string, string> = {},
  passed: Record<string, string> = {},
): string | null {
  const oidc = { scope, authorizeParams } as OidcConfig
  return authorizationParameters(oidc, [], { passed }, secrets).get('prompt')
}

describe('authorizationParameters', () => {
  it('asks for no consent of its own accord [TS-14]', () => {
    expect(promptFor('openid profile email')).toBeNull()
  })

  it('asks for consent when access is to outlast the visit [TS-14]', () => {
    expect(promptFor('openid offline_access')).toBe('consent')
  })

  it('leaves that out where the operator says so, and to what the sign-in asks for', () => {
    expect(promptFor('openid offline_access', { prompt: '' })).toBeNull()
    expect(promptFor('openid offline_access', {}, { prompt: 'none' })).toBe('none')
  })
})
