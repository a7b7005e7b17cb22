/** A token that is not bound is no substitute for one that is (RFC 9449 §5): a downgrade ends the login. */
import { expect, it } from 'vitest'
import { without } from '../liar/forgeries.ts'
import { expectTokensUnused } from '../outcomes.ts'
import { openEncounter } from '../sign-in.ts'

const env = { OIDC_DPOP: 'require' }

it.each([
  ['Bearer', (response: object) => ({ ...response, token_type: 'Bearer' })],
  ['of no type', without('token_type')],
])('refuses a token that is %s where it has to be bound [SX-14, TK-10]', async (_what, lie) => {
  const { liar, signIn } = await openEncounter(
    { bindsTokens: 'dpop', tokenResponse: (response) => ({ ...lie(response) }) },
    { env },
  )
  expectTokensUnused(await signIn())
  // Some asked for a proof, so it was the answer that was refused.
  expect(liar.seen.token[0]?.headers.dpop).toBeDefined()
})

it('does not begin at a server that knows no proofs it could make [SX-14]', async () => {
  const { liar, signIn } = await openEncounter(
    {
      bindsTokens: 'dpop',
      discovery: (document) => ({ ...document, dpop_signing_alg_values_supported: ['RS1'] }),
    },
    { env },
  )
  expect((await signIn()).session.status).toBe('signed-out')
  expect(liar.seen.authorize).toHaveLength(0)
})
