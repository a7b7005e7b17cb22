/** GET userinfo → the person's claims, as JSON or as a signed JWT (OIDC Core §5.3). */
import { SignJWT } from 'jose'
import { admit } from './access.ts'
import type { Books } from './books.ts'
import { type Answer, json, jwt, type Seen } from './wire.ts'

export async function userinfo(books: Books, request: Seen): Promise<Answer> {
  const { lies, jtis, nonces, accessTokens } = books
  const nowMs = lies.clock.now()
  const { dpopScheme } = lies
  const admitted = await admit(request, { accessTokens, nonces, jtis, nowMs, dpopScheme })
  if ('status' in admitted) return admitted
  const answer = lies.signsUserinfo ? await signed(books) : json(lies.userinfo({ ...lies.person }))
  return { ...answer, headers: { ...answer.headers, ...nonces.next() } }
}

/** OIDC Core §5.3.2: with `iss` and `aud`. */
async function signed({ issuer, lies, keys }: Books): Promise<Answer> {
  const key = await lies.signUserinfoWith(keys)
  const claims = lies.userinfo({ ...lies.person, iss: issuer, aud: lies.clientId })
  const text = await new SignJWT(claims)
    .setProtectedHeader({ alg: key.alg, ...(key.kid && { kid: key.kid }) })
    .sign(key.privateKey)
  return jwt(lies.userinfoJwt(text))
}
