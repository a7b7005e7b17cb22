/**
 * Whatever stands in an error response was written by somebody else (OAuth 2.1 §7.12): none of it comes
 * back in a page, a header, a redirect or a log line, and nobody visits `error_uri` unasked.
 */
import { expect, it, onTestFinished } from 'vitest'
import { failingWith } from '../liar/forgeries.ts'
import { openLiar } from '../liar.ts'
import { expectCodeUnused, toldByUs } from '../outcomes.ts'
import { signIn } from '../sign-in.ts'

it.each([
  ['markup', '<script>alert("hostile")</script>'],
  ['line ends', 'hostile\r\nSet-Cookie: hostile=1\r\n\r\n<h1>'],
  ['terminal escapes', '\u001b[2Jhostile\u0000'],
  ['ten kilobytes', 'hostile'.repeat(700)],
])('shows nothing of an error made of %s [CB-08, EL-06]', async (_what, hostile) => {
  const attempt = await signIn({
    authorizationResponse: failingWith(hostile, { error_description: hostile }),
  })
  expectCodeUnused(attempt)
  expect(toldByUs(attempt)).not.toContain('hostile')
  for (const line of attempt.bff.log) expect(JSON.parse(line)).not.toMatchObject({ error: hostile })
  expect(attempt.bff.log.join('').split('\n')).toHaveLength(attempt.bff.log.length + 1)
})

it('does not visit error_uri [CB-08]', async () => {
  const stranger = await openLiar()
  onTestFinished(() => stranger.close())
  const more = { error_uri: `${stranger.issuer}/why` }
  expectCodeUnused(await signIn({ authorizationResponse: failingWith('server_error', more) }))
  expect(stranger.seen.other).toHaveLength(0)
})
