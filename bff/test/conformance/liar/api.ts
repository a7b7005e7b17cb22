/**
 * An API behind the BFF, on a port of its own and so with nonces of its own: it lets in who comes with a
 * living token of the liar's and the proof or certificate that belongs to it, and answers what it heard.
 */
import { onTestFinished } from 'vitest'
import type { Liar } from '../liar.ts'
import { admit } from './access.ts'
import { listen, type TlsOptions } from './listening.ts'
import { createNonces, type NonceRule } from './nonces.ts'
import { type Answer, json, type Seen } from './wire.ts'

export interface ApiLies {
  nonces: NonceRule
  dpopScheme: string
  /** The last word. */
  wire(answer: Answer, request: Seen): Answer | Promise<Answer>
}

export interface Api {
  url: string
  seen: Seen[]
  /** Of its answers, in order. */
  statuses: number[]
  lie(more: Partial<ApiLies>): void
}

/** Closed when the test is over. */
export async function openApi(
  liar: Pick<Liar, 'accessTokens' | 'clock'>,
  lie: Partial<ApiLies> = {},
  tls?: TlsOptions,
): Promise<Api> {
  const lies: ApiLies = { nonces: 'none', dpopScheme: 'DPoP', wire: (answer) => answer, ...lie }
  const nonces = createNonces(() => lies.nonces)
  const jtis = new Set<string>()
  const seen: Seen[] = []
  const statuses: number[] = []

  const { origin, close } = await listen(tls, async (request) => {
    seen.push(request)
    const answer = await lies.wire(await serve(request), request)
    statuses.push(answer.status)
    return answer
  })
  onTestFinished(close)

  async function serve(request: Seen): Promise<Answer> {
    const { accessTokens, clock } = liar
    const nowMs = clock.now()
    const { dpopScheme } = lies
    const admitted = await admit(request, { accessTokens, nonces, jtis, nowMs, dpopScheme })
    if ('status' in admitted) return admitted
    const { method, url, body } = request
    const answer = json({ heard: { method, path: url.pathname + url.search, body: String(body) } })
    return { ...answer, headers: { ...answer.headers, ...nonces.next() } }
  }

  return { url: `${origin}/notes`, seen, statuses, lie: (more) => void Object.assign(lies, more) }
}
