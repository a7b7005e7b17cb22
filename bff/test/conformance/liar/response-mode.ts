/**
 * How the authorization response travels: in the query, or as a form that the browser posts (OAuth 2.0
 * Form Post Response Mode), each plain or as one signed JWT (JARM §2.3). Never in a fragment.
 */
import { type JWTPayload, SignJWT } from 'jose'
import type { Books } from './books.ts'
import { type Answer, htmlPage, page, redirect } from './wire.ts'

export const responseModes = ['query', 'form_post', 'query.jwt', 'form_post.jwt', 'jwt']

/** @param asked the authorization request */
export async function respond(
  books: Books,
  asked: URLSearchParams,
  response: URLSearchParams,
): Promise<Answer> {
  const mode = asked.get('response_mode') ?? 'query'
  if (!responseModes.includes(mode)) return page(`response_mode ${mode} is not supported`)
  const isSigned = mode.endsWith('jwt')
  const sent = isSigned
    ? new URLSearchParams({ response: await signed(books, response) })
    : response
  const redirectUri = asked.get('redirect_uri') ?? ''
  return mode.startsWith('form_post') ? form(redirectUri, sent) : redirect(`${redirectUri}?${sent}`)
}

/** JARM §2.1: iss, aud, a short life, and the response parameters beside them. */
async function signed({ issuer, lies, keys }: Books, response: URLSearchParams): Promise<string> {
  const key = await lies.signResponseWith(keys)
  const claims: JWTPayload = {
    ...Object.fromEntries(response),
    iss: issuer,
    aud: lies.clientId,
    exp: Math.floor(lies.clock.now() / 1000) + 600,
  }
  const jwt = await new SignJWT(lies.responseClaims(claims))
    .setProtectedHeader({ alg: key.alg, ...(key.kid && { kid: key.kid }) })
    .sign(key.privateKey)
  return lies.responseJwt(jwt)
}

/** A page that submits itself; the test browser does what a script would. */
function form(redirectUri: string, response: URLSearchParams): Answer {
  const fields = [...response].map(
    ([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`,
  )
  const open = `<form method="post" action="${escaped(redirectUri)}">`
  const submit = `onload="document.forms[0].submit()"`
  return htmlPage(`<body ${submit}>${open}${fields.join('')}</form></body>`)
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
}
