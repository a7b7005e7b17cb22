/** For tests: the sample APIs, judging tokens by a key of ours, so that a test can bring any token it likes. */
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from 'jose'
import { openLoopbackServer } from '../loopback-server.ts'
import { openResourceServer, type ResourceServer } from '../resource-server.ts'

export interface TokenOptions {
  claims?: Record<string, unknown>
  typ?: string
  key?: CryptoKey
}

export interface JudgedApi {
  api: ResourceServer
  tokenFor(sub: string, options?: TokenOptions): Promise<string>
  close(): Promise<void>
}

const issuer = 'http://127.0.0.1/issuer'

export async function openJudgedApi(): Promise<JudgedApi> {
  const keys = await generateKeyPair('ES256')
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'one', alg: 'ES256' }
  const keyServer = await openLoopbackServer({ host: '127.0.0.1', port: 0 })
  keyServer.answer((_, response) => response.end(JSON.stringify({ keys: [jwk] })))
  const api = await openResourceServer({
    host: '127.0.0.1',
    port: 0,
    authorizationServer: { issuer, jwksUri: `${keyServer.origin}/jwks` },
  })
  return {
    api,
    tokenFor(sub, { claims = {}, typ = 'at+jwt', key = keys.privateKey } = {}) {
      const now = Math.floor(Date.now() / 1000)
      const usual = { iss: issuer, aud: api.url, sub, exp: now + 60, scope: api.scope }
      return new SignJWT({ ...usual, ...claims })
        .setProtectedHeader({ alg: 'ES256', kid: 'one', typ })
        .sign(key)
    },
    async close() {
      await Promise.all([api.close(), keyServer.close()])
    },
  }
}
