/**
 * `fapi2-security-profile-final-client-test-ensure-jarm-signature-is-not-none`: the response is not
 * signed.
 */
import { decodeJwt } from 'jose'
import { it } from 'vitest'
import { signInSigned, signedModes } from '../../fapi.ts'
import { unsigned } from '../../liar/forgeries.ts'
import { type Answer, redirect } from '../../liar/wire.ts'
import { expectCodeUnused } from '../../outcomes.ts'

it.each(signedModes)(
  'refuses a response that is not signed, by %s [CM-32, CB-13]',
  async (mode) => {
    const attempt = await signInSigned({ responseJwt: (jwt) => unsigned(jwt, 'none') }, mode)
    expectCodeUnused(attempt)
  },
)

it('refuses the same response in plain parameters [CM-32, CB-12, CB-13]', async () => {
  expectCodeUnused(await signInSigned({ wire: { authorize: inPlain } }, 'query.jwt'))
})

/** What was signed, and is right in every word. */
function inPlain({ headers }: Answer): Answer {
  const url = new URL(headers.location ?? '')
  const claims = decodeJwt<Record<string, string>>(url.searchParams.get('response') ?? '')
  const { code = '', state = '', iss = '' } = claims
  url.search = String(new URLSearchParams({ code, state, iss }))
  return redirect(url)
}
