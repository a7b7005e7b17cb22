/** The issuer is the operator's word, an `https` URL and nothing more, and no browser can change it. */
import { expect, it, onTestFinished } from 'vitest'
import { openBff } from '../../open-bff.ts'
import { openLiar } from '../liar.ts'
import { expectSignedOut } from '../outcomes.ts'
import { openEncounter } from '../sign-in.ts'

it.each([
  'http://id.example',
  'https://id.example/?tenant=one',
  'https://id.example/#one',
  'id.example',
])('does not start with the issuer %s [MD-01]', async (issuer) => {
  const env = { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: 'claimcheck', OIDC_CLIENT_SECRET: 'secret' }
  await expect(openBff({ env })).rejects.toThrow('OIDC_ISSUER')
})

it('sends nobody to an issuer that the browser names [MD-01]', async () => {
  const stranger = await openLiar()
  onTestFinished(() => stranger.close())
  const { signIn } = await openEncounter()
  const attempt = await signIn(`?iss=${encodeURIComponent(stranger.issuer)}`)
  expectSignedOut(attempt, '/problem?code=request-malformed')
  expect(stranger.seen.discovery).toHaveLength(0)
})
