/** The logout token: whose session is over (Back-Channel Logout §2.4), and to whom it is told. */
import { randomUUID } from 'node:crypto'
import { type JWTHeaderParameters, type JWTPayload, SignJWT } from 'jose'
import type { Books } from './books.ts'

/** With neither, it says nothing that anybody could act on. */
export interface About {
  sub?: string | undefined
  sid?: string | undefined
}

export const logoutEvent = 'http://schemas.openid.net/event/backchannel-logout'

export async function issueLogoutToken(books: Books, about: About): Promise<string> {
  const { lies } = books
  const key = await lies.signLogoutWith(books.keys)
  const header: JWTHeaderParameters = {
    alg: key.alg,
    typ: 'logout+jwt',
    ...(key.kid && { kid: key.kid }),
  }
  const jwt = await new SignJWT(lies.logoutTokenClaims(claimsOf(books, about)))
    .setProtectedHeader(lies.logoutTokenHeader(header))
    .sign(key.privateKey)
  return lies.logoutToken(jwt)
}

function claimsOf({ issuer, lies }: Books, { sub, sid }: About): JWTPayload {
  const now = Math.floor(lies.clock.now() / 1000)
  return {
    iss: issuer,
    aud: lies.clientId,
    iat: now,
    exp: now + 120,
    jti: randomUUID(),
    events: { [logoutEvent]: {} },
    ...(sub !== undefined && { sub }),
    ...(sid !== undefined && { sid }),
  }
}

/** §2.5: from server to server, while the person waits at the end-session endpoint. */
export async function tellClient(books: Books, clientOrigin: string, about: About): Promise<void> {
  const body = new URLSearchParams({ logout_token: await issueLogoutToken(books, about) })
  const url = `${clientOrigin}/auth/backchannel-logout`
  books.told.push(await fetch(url, { method: 'POST', body, redirect: 'manual' }))
}
