/**
 * GET authorize → the client, with code, state and iss, in the response mode it asked for. No person is
 * involved: whoever asks is signed in. Refuses, as a page and without a redirect, what an honest client
 * never sends; how the request came – in the URL, pushed, signed – is authorization-request.ts.
 */
import { randomUUID } from 'node:crypto'
import { type AuthorizationRequest, requestAtAuthorize } from './authorization-request.ts'
import { type Books, type Grant, issue } from './books.ts'
import { respond } from './response-mode.ts'
import { type Answer, page, type Seen } from './wire.ts'

export async function authorize(books: Books, request: Seen): Promise<Answer> {
  const asked = await requestAtAuthorize(books, request.url.searchParams)
  if (typeof asked === 'string') return page(asked)
  const code = issue(books, 'code')
  const grant = grantOf(asked, books)
  books.codes.set(code, grant)
  books.signIns.push({ sub: books.lies.person.sub, sid: grant.sid })
  const { parameters } = asked
  const response = new URLSearchParams({ code, state: parameters.get('state') ?? '' })
  if (books.lies.supportsIss) response.set('iss', books.issuer)
  return respond(books, parameters, books.lies.authorizationResponse(response))
}

function grantOf({ parameters, jkt }: AuthorizationRequest, { lies }: Books): Grant {
  return {
    redirectUri: parameters.get('redirect_uri') ?? '',
    codeChallenge: parameters.get('code_challenge') ?? '',
    nonce: parameters.get('nonce') ?? undefined,
    scope: parameters.get('scope') ?? '',
    resources: parameters.getAll('resource'),
    acr: parameters.get('acr_values')?.split(' ')[0],
    authTime: Math.floor(lies.clock.now() / 1000),
    sid: randomUUID(),
    refreshes: 0,
    // RFC 9449 §10: the code is good with this key only.
    codeJkt: jkt ?? parameters.get('dpop_jkt') ?? undefined,
    binding: {},
  }
}
