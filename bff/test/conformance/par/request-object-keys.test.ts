/** Which key signs a request object, and that its header says so (RFC 9101 §4, FAPI 2.0 §5.4.1). */
import { decodeProtectedHeader } from 'jose'
import { expect, it } from 'vitest'
import { createClientKey } from '../fapi.ts'
import { withBrokenSignature } from '../liar/forgeries.ts'
import { expectSignedIn } from '../outcomes.ts'
import { openEncounter } from '../sign-in.ts'

async function openSigning(keys: readonly object[]) {
  const env = { OIDC_REQUEST_OBJECT: 'signed', OIDC_CLIENT_KEYS: JSON.stringify({ keys }) }
  return openEncounter({ requireRequestObject: true }, { env })
}

it.each(['PS256', 'ES256', 'EdDSA', 'Ed25519'])('signs with a key for %s [AR-21]', async (alg) => {
  const { liar, signIn } = await openSigning([await createClientKey(alg)])
  expectSignedIn(await signIn())
  const object = liar.seen.authorize[0]?.url.searchParams.get('request') ?? ''
  const typ = 'oauth-authz-req+jwt'
  expect(decodeProtectedHeader(object)).toEqual({ alg, kid: 'ours-sig', typ })
})

it('signs with the first of them that signs, so that the next can be published before it is used', async () => {
  const [sealing, first] = [await createClientKey('ECDH-ES', 'enc'), await createClientKey('ES256')]
  const next = { ...(await createClientKey('PS256')), kid: 'ours-next' }
  const { liar, signIn } = await openSigning([sealing, first, next])
  expectSignedIn(await signIn())
  const object = liar.seen.authorize[0]?.url.searchParams.get('request') ?? ''
  expect(decodeProtectedHeader(object).kid).toBe('ours-sig')
})

it('is met by a liar that takes nothing less', async () => {
  const { liar, signIn } = await openSigning([await createClientKey()])
  expectSignedIn(await signIn())
  const asked = new URL(liar.seen.authorize[0]!.url)
  const object = asked.searchParams.get('request') ?? ''
  for (const forged of [withBrokenSignature(object), '']) {
    asked.searchParams.set('request', forged)
    expect((await fetch(asked, { redirect: 'manual' })).status).toBe(400)
  }
})
