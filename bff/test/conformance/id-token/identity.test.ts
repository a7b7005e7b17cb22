/**
 * A person is `iss` and `sub` together (ASVS 10.5.2): names and addresses change hands, and another
 * issuer's `sub` is another person. The log names people by a keyed hash of exactly that.
 */
import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { openEncounter } from '../sign-in.ts'

const env = { SESSION_KEYS: randomBytes(32).toString('base64url') }

async function subjectOf(claims: Record<string, string>) {
  const { bff, signIn } = await openEncounter(
    { idTokenClaims: (honest) => ({ ...honest, ...claims }) },
    { env: { ...env, OIDC_USERINFO: 'never' } },
  )
  const { session } = await signIn()
  expect(session).toMatchObject({ status: 'signed-in', user: claims })
  return { bff, signIn, subject: bff.logged('login.succeeded')[0]!.subject }
}

it('takes a changed address for the same person, and a shared one for two [ID-16]', async () => {
  const { liar, bff, signIn } = await openEncounter({}, { env })
  for (const claims of [
    { sub: 'ada', email: 'ada@example.test' },
    { sub: 'ada', email: 'changed@example.test' },
    { sub: 'eve', email: 'ada@example.test' },
  ]) {
    liar.lie({ idTokenClaims: (honest) => ({ ...honest, ...claims }) })
    await signIn()
  }
  const [first, changed, other] = bff.logged('login.succeeded').map(({ subject }) => subject)
  expect(changed).toBe(first)
  expect(other).not.toBe(first)
})

it('takes the same sub of two issuers for two people [ID-16]', async () => {
  const same = { sub: 'ada', email: 'ada@example.test' }
  const [one, two] = [await subjectOf(same), await subjectOf(same)]
  expect(one.subject).not.toBe(two.subject)
})
