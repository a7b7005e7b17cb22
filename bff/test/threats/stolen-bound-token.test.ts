/**
 * Stolen access token (RFC 9449 §1, RFC 8705 §6.1): somebody has read one off a log or a wire, with the
 * proof that went along with it. Where tokens are bound – to a key of the session, or to our certificate –
 * it opens nothing, while the person it was taken from goes on.
 */
import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { Agent, fetch } from 'undici'
import { selfSigned } from '../../dev/certificates.ts'
import type { ConfigurationName } from '../../dev/configurations.ts'
import { type ProofKey, createProofKey } from '../../src/oauth/dpop-key.ts'
import { createCredentials } from '../../src/oauth/dpop-proof.ts'
import { createBrowser } from '../browser.ts'
import { keptTokensOf } from '../kept-tokens.ts'
import { openHouse } from '../open-house.ts'
import { signIn } from '../sign-in.ts'

describe('a token that is bound to a key', () => {
  it('is refused as a bearer token', async () => {
    const { token, url } = await stolenFrom('fapi2-dpop')
    expect((await fetch(url, { headers: { authorization: `Bearer ${token}` } })).status).toBe(401)
  })

  it('is refused with the proof of another key, and taken with that of its own [SX-09, SX-10]', async () => {
    const { token, proofKey, url } = await stolenFrom('fapi2-dpop')
    const theirs = await prover(token, await createProofKey('ES256'), url)
    expect((await send(url, await theirs.fieldsFor({ method: 'GET', url }))).status).toBe(401)
    const ours = await prover(token, proofKey!, url)
    expect((await send(url, await ours.fieldsFor({ method: 'GET', url }))).status).toBe(200)
  })

  it('is refused with a proof that was used before, or for another call [SX-09, SX-10]', async () => {
    const { token, proofKey, url, person } = await stolenFrom('fapi2-dpop')
    const ours = await prover(token, proofKey!, url)
    const used = await ours.fieldsFor({ method: 'GET', url })
    expect((await send(url, used)).status).toBe(200)
    expect((await send(url, used)).status).toBe(401)
    const elsewhere = await ours.fieldsFor({ method: 'GET', url: `${url}/1` })
    expect((await send(url, elsewhere)).status).toBe(401)
    expect((await person()).status).toBe(200)
  })
})

describe('a token that is bound to our certificate', () => {
  it('is refused without it and with another, and taken with it', async () => {
    const { token, url, env, person } = await stolenFrom('fapi2-mtls')
    const ours = { cert: env.OIDC_CLIENT_CERT, key: env.OIDC_CLIENT_CERT_KEY }
    const headers = { authorization: `Bearer ${token}` }
    const answers: number[] = []
    for (const certificate of [{}, selfSigned(), ours]) {
      const dispatcher = new Agent({ connect: { ca: env.OIDC_CA, ...certificate } })
      answers.push((await fetch(url, { headers, dispatcher })).status)
    }
    expect(answers).toEqual([401, 401, 200])
    expect((await person()).status).toBe(200)
  })
})

/** What the thief has, where it would be of use, and the person, who is signed in all the while. */
async function stolenFrom(configuration: ConfigurationName) {
  const { bff, origin, world } = await openHouse({ world: { configuration } })
  const browser = createBrowser()
  await signIn(browser, origin, 'alice')
  const kept = await keptTokensOf(bff, browser, world.env.SESSION_KEYS ?? '')
  const [access] = Object.values(kept.access)
  return {
    token: access?.token ?? '',
    proofKey: kept.proofKey,
    url: world.resourceServer.url,
    env: world.env,
    person: () => browser.fetch(`${origin}/api/notes`),
  }
}

/** One that knows the API's nonce already. */
async function prover(token: string, key: ProofKey, url: string) {
  const ports = { clock: Date, random: randomBytes }
  const credential = createCredentials(ports)(token, key)
  const call = { method: 'GET', url }
  const { headers } = await send(url, await credential.fieldsFor(call))
  credential.hear?.(call, { 'dpop-nonce': headers.get('dpop-nonce') ?? undefined })
  return credential
}

function send(url: string, [, authorization = '', , dpop = '']: readonly string[]) {
  return fetch(url, { headers: { authorization, dpop } })
}
