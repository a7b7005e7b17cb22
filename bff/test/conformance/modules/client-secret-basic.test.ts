/** `oidcc-client-test-client-secret-basic`: the server takes HTTP Basic and nothing else. */
import { expect, it } from 'vitest'
import { expectSignedIn } from '../outcomes.ts'
import { signIn } from '../sign-in.ts'

it('proves itself by HTTP Basic, and by nothing besides [CM-11, TK-02]', async () => {
  const attempt = await signIn({ clientAuth: ['client_secret_basic'] })
  expectSignedIn(attempt)
  const [request] = attempt.liar.seen.token
  expect(request?.headers.authorization).toMatch(/^Basic /)
  expect(request?.body.has('client_secret')).toBe(false)
  expect(request?.body.has('client_assertion')).toBe(false)
})
