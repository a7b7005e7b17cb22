/**
 * An ID token inside a JWE that only we can open (OpenID Connect Core §10.2, §16.14): opened, and then judged
 * like any other. What comes otherwise than agreed is refused, the honest token in clear too.
 */
import { CompactEncrypt, importJWK, type JWK } from 'jose'
import { expect, it } from 'vitest'
import { createClientKey } from '../fapi.ts'
import { withBrokenSignature } from '../liar/forgeries.ts'
import type { Lies } from '../liar/lies.ts'
import { expectSignedIn, expectTokensUnused } from '../outcomes.ts'
import { openEncounter } from '../sign-in.ts'
import { signOut } from '../sign-out.ts'

async function openSealed(alg: string, lie: Partial<Lies> = {}) {
  const key = await createClientKey(alg, 'enc')
  const encounter = await openEncounter(
    { idTokenEncryption: { alg, enc: 'A256GCM' }, ...lie },
    { env: { OIDC_ID_TOKEN_ENC: alg, OIDC_CLIENT_KEYS: JSON.stringify({ keys: [key] }) } },
  )
  return { ...encounter, key }
}

it.each(['RSA-OAEP-256', 'ECDH-ES', 'ECDH-ES+A256KW'])(
  'opens an ID token that is encrypted with %s, and shows it at logout [ID-14]',
  async (alg) => {
    const { bff, liar, signIn } = await openSealed(alg)
    const attempt = await signIn()
    expectSignedIn(attempt)
    await signOut(bff, attempt.browser)
    const hint = liar.seen.endSession[0]?.url.searchParams.get('id_token_hint')
    expect(liar.issued).toContain(hint)
  },
)

it('refuses the honest token when it comes in clear [ID-14, TK-10]', async () => {
  const { signIn } = await openSealed('ECDH-ES', { encryptedIdToken: (_jwe, jwt) => jwt })
  expectTokensUnused(await signIn())
})

it('verifies the token inside, however well it was wrapped [ID-14, ID-04, TK-10]', async () => {
  const { signIn } = await openSealed('ECDH-ES', { idToken: withBrokenSignature })
  expectTokensUnused(await signIn())
})

it('refuses what is encrypted with an algorithm that was not agreed [ID-14, TK-10]', async () => {
  const { signIn, liar, key } = await openSealed('ECDH-ES')
  const announced = { id_token_encryption_alg_values_supported: ['ECDH-ES'] }
  liar.lie({
    clientJwks: { keys: [{ ...publicPart(key), alg: 'ECDH-ES+A128KW' }] },
    idTokenEncryption: { alg: 'ECDH-ES+A128KW', enc: 'A256GCM' },
    discovery: (document) => ({ ...document, ...announced }),
  })
  expectTokensUnused(await signIn())
})

it('refuses what is encrypted to somebody else [ID-14, TK-10]', async () => {
  const { signIn, liar } = await openSealed('ECDH-ES')
  const stranger = await createClientKey('ECDH-ES', 'enc')
  liar.lie({ clientJwks: { keys: [publicPart(stranger)] } })
  expectTokensUnused(await signIn())
})

it('refuses a JWE around nothing that is signed [ID-14, ID-05, TK-10]', async () => {
  const { signIn, liar, key } = await openSealed('ECDH-ES')
  const claims = { iss: liar.issuer, sub: 'ada', aud: liar.clientId }
  const jwe = await sealed(JSON.stringify(claims), key)
  liar.lie({ encryptedIdToken: () => jwe })
  expectTokensUnused(await signIn())
})

function publicPart({ d: _, ...jwk }: JWK): JWK {
  return jwk
}

async function sealed(text: string, jwk: JWK): Promise<string> {
  const { alg = '' } = jwk
  const key = await importJWK(publicPart(jwk), alg)
  return new CompactEncrypt(new TextEncoder().encode(text))
    .setProtectedHeader({ alg, enc: 'A256GCM', kid: 'ours-enc' })
    .encrypt(key)
}
