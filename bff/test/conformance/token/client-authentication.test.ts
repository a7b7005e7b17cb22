/** One way of proving who we are, the registered one, wherever we have to (RFC 6749 §2.3). */
import { expect, it } from 'vitest'
import type { Seen } from '../liar/wire.ts'
import { expectSignedIn } from '../outcomes.ts'
import { openEncounter } from '../sign-in.ts'
import { signOut } from '../sign-out.ts'

it.each([
  ['client_secret_basic', { basic: true, form: false }],
  ['client_secret_post', { basic: false, form: true }],
] as const)(
  'proves itself by %s alone at PAR, token and revocation [TK-02]',
  async (method, expected) => {
    const { liar, bff, signIn } = await openEncounter(
      { clientAuth: [method] },
      { env: { OIDC_CLIENT_AUTH: method, OIDC_PAR: 'require' } },
    )
    const attempt = await signIn()
    expectSignedIn(attempt)
    await signOut(bff, attempt.browser)

    const { par, token, revocation } = liar.seen
    await expect.poll(() => revocation).toHaveLength(1)
    expect([par, token, revocation].map(([request]) => shownIn(request))).toEqual([
      expected,
      expected,
      expected,
    ])
  },
)

function shownIn(request: Seen | undefined) {
  return {
    basic: request?.headers.authorization?.startsWith('Basic ') ?? false,
    form: request?.body.has('client_secret') ?? false,
  }
}
