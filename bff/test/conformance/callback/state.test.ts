/** The `state` of the response is that of this browser's transaction (RFC 9700 §2.1), to the letter. */
import { it } from 'vitest'
import { saying, silentOn } from '../liar/forgeries.ts'
import { expectCodeUnused } from '../outcomes.ts'
import { signIn } from '../sign-in.ts'

it.each([
  ['no state', silentOn('state')],
  ['an empty state', saying('state', '')],
  ['a made-up state', saying('state', 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA')],
  [
    'its state with a letter more',
    (response: URLSearchParams) => saying('state', `${response.get('state')}A`)(response),
  ],
  [
    'its state in another case',
    (response: URLSearchParams) => saying('state', swapCase(response.get('state') ?? ''))(response),
  ],
])('refuses a response with %s and calls nothing [CB-01]', async (_what, authorizationResponse) => {
  const attempt = await signIn({ authorizationResponse })
  expectCodeUnused(attempt, '/signed-out?reason=login-expired')
})

function swapCase(text: string): string {
  const lower = text.toLowerCase()
  return text === lower ? text.toUpperCase() : lower
}
