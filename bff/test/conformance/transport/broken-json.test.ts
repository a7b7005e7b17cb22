/** The right label over something that is not the JSON it should be. */
import { it } from 'vitest'
import type { Answer } from '../liar/wire.ts'
import { expectSignedOut } from '../outcomes.ts'
import { signIn } from '../sign-in.ts'

it.each([
  ['half an object', '{"access_token":"liar-marked-'],
  ['nothing', ''],
  ['null', 'null'],
  ['a list', '[]'],
  ['a string', '"liar-marked-at-in-a-string"'],
  ['bytes that are no UTF-8', new Uint8Array([0x7b, 0xff, 0xfe, 0x7d])],
])('signs nobody in on a token response that is %s [TK-07, TK-10]', async (_what, body) => {
  const attempt = await signIn({ wire: { token: (answer: Answer) => ({ ...answer, body }) } })
  expectSignedOut(attempt, '/problem?code=login-failed')
})
