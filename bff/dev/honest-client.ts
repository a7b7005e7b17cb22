/**
 * For the tests of this folder: our client at the endpoints that only clients use, and at the API, in plain
 * fetch and a little jose – so that nothing but the servers themselves is under test. It proves itself as
 * the world's settings say, with one DPoP key for as long as the world stands.
 */
import { Agent, fetch } from 'undici'
import { authenticate } from './honest-client/authenticate.ts'
import { createProofs, withProof } from './honest-client/proofs.ts'
import type { World } from './world.ts'

export interface Answer {
  status: number
  headers: Headers
  body: Record<string, unknown>
}

export interface HonestClient {
  /** Whether authorization requests must be pushed. */
  mustPush(): Promise<boolean>
  post(endpoint: Endpoint, parameters: Record<string, string>): Promise<Answer>
  /** An API call, with whatever has to go along with the token. */
  call(url: string, token: unknown, init?: { method?: string; bearer?: true }): Promise<Answer>
  fetch: typeof globalThis.fetch
}

export type Endpoint = 'token' | 'revocation' | 'pushed_authorization_request'

const clients = new WeakMap<World, HonestClient>()

export function honestClientOf(world: World): HonestClient {
  const client = clients.get(world) ?? createHonestClient(world)
  clients.set(world, client)
  return client
}

function createHonestClient({
  env,
  loginAt,
  authorizationServer: { issuer },
}: World): HonestClient {
  // One of the settings of the authorization server where people sign in, e.g. `CLIENT_AUTH`.
  const setting = (name: string) => env[(loginAt ? 'OIDC_PARTNER_' : 'OIDC_') + name]
  const dispatcher = new Agent({
    connect: { ca: setting('CA'), cert: setting('CLIENT_CERT'), key: setting('CLIENT_CERT_KEY') },
  })
  const go = ((url: string, init: object = {}) =>
    fetch(url, { ...init, dispatcher })) as unknown as typeof globalThis.fetch
  const dpop = setting('DPOP') === 'require' ? createProofs() : undefined

  return {
    fetch: go,
    mustPush: async () => (await metadata()).require_pushed_authorization_requests === true,
    async post(endpoint, parameters) {
      const url = endpointOf(await metadata(), endpoint)
      const proven = await withProof(dpop, url, 'POST', undefined, async (proof) => {
        const { fields, headers } = await authenticate(setting, issuer)
        const body = new URLSearchParams({ ...parameters, ...fields })
        return go(url, { method: 'POST', body, headers: { ...headers, ...proof } })
      })
      return answerOf(proven)
    },
    async call(url, token, { method = 'GET', bearer } = {}) {
      const scheme = dpop && !bearer ? 'DPoP' : 'Bearer'
      const used = bearer ? undefined : dpop
      const answer = await withProof(used, url, method, String(token), (proof) =>
        go(url, { method, headers: { authorization: `${scheme} ${String(token)}`, ...proof } }),
      )
      return answerOf(answer)
    },
  }

  async function metadata(): Promise<Metadata> {
    return (await (await go(`${issuer}/.well-known/openid-configuration`)).json()) as Metadata
  }
}

type Metadata = Record<string, unknown> & { mtls_endpoint_aliases?: Record<string, string> }

function endpointOf(metadata: Metadata, endpoint: Endpoint): string {
  const name = `${endpoint}_endpoint`
  return metadata.mtls_endpoint_aliases?.[name] ?? String(metadata[name])
}

async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text()
  const body = text.startsWith('{') ? (JSON.parse(text) as Answer['body']) : {}
  return { status: response.status, headers: response.headers, body }
}
