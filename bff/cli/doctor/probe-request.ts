/**
 * An authorization request that asks nobody anything (`prompt=none`, OpenID Connect Core §3.1.2.1), made by
 * the BFF's own client in the form that is agreed on, and sent without a cookie. A server that knows our
 * client and its redirect URI answers there, by an error; another one shows a page.
 */
import { randomBytes } from 'node:crypto'
import type { Config, OidcConfig } from '../../src/config/config.ts'
import { authorizationParameters, redirectUri } from '../../src/oauth/authorization-request.ts'
import type { Client } from '../../src/oauth/client-verbs.ts'
import { unverified } from '../../src/oauth/jose.ts'
import type { ResourceNeeds } from '../../src/oauth/resource-needs.ts'
import type { Ports } from '../../src/ports.ts'

export type ProbeAnswer =
  | { back: URLSearchParams }
  | { page: number; host: string }
  | { endless: true }

export interface ProbeDeps {
  config: Pick<Config, 'appOrigin'>
  oidc: OidcConfig
  client: Client
  fetch: Ports['fetch']
  resources: readonly ResourceNeeds[]
}

// Servers go round among pages of their own before they answer.
const hopLimit = 8

export async function askWithoutPrompt(deps: ProbeDeps): Promise<ProbeAnswer> {
  const { client, config, oidc, resources } = deps
  const secret = () => randomBytes(32).toString('base64url')
  const callback = redirectUri(config)
  const parameters = authorizationParameters(
    oidc,
    resources,
    { passed: { prompt: 'none' } },
    {
      redirectUri: callback,
      state: secret(),
      nonce: secret(),
      codeChallenge: await client.challengeOf(secret()),
    },
  )
  const first = await client.authorizationUrl(parameters, await client.createProofKey())
  return follow(deps, first, callback)
}

async function follow(
  { fetch, oidc }: ProbeDeps,
  first: URL,
  callback: string,
): Promise<ProbeAnswer> {
  let url = first
  for (let count = 0; count < hopLimit; count += 1) {
    const signal = AbortSignal.timeout(oidc.timeoutMs)
    const response = await fetch(url.href, { redirect: 'manual', signal })
    const text = (await response.text()).slice(0, 100_000)
    const next = URL.parse(response.headers.get('location') ?? '', url.href)
    const posted = formIn(text, callback)
    if (posted !== undefined) return { back: opened(posted) }
    if (response.status < 300 || response.status > 399 || next === null) {
      return { page: response.status, host: url.host }
    }
    if (next.href.startsWith(callback)) return { back: opened(next.searchParams) }
    url = next
  }
  return { endless: true }
}

/** `form_post`: a page with a form that goes to us. */
function formIn(html: string, callback: string): URLSearchParams | undefined {
  if (!html.includes(`action="${callback}"`)) return undefined
  const inputs = html.match(/<input[^>]*>/g) ?? []
  const attribute = (input: string, name: string) =>
    (new RegExp(`\\b${name}="([^"]*)"`).exec(input)?.[1] ?? '').replaceAll('&amp;', '&')
  return new URLSearchParams(
    inputs.map((input) => [attribute(input, 'name'), attribute(input, 'value')]),
  )
}

/** JARM: read without verifying, since nothing follows from it but a sentence. */
function opened(parameters: URLSearchParams): URLSearchParams {
  const jwt = parameters.get('response')
  const claims = jwt === null ? undefined : unverified(jwt)?.claims
  const words = ['error', 'code', 'iss'].flatMap((name) => {
    const value = claims?.[name]
    return typeof value === 'string' ? [[name, value] as [string, string]] : []
  })
  return claims === undefined ? parameters : new URLSearchParams(words)
}
