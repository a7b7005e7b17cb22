/**
 * Tells how long the authorization server took to answer, and what: the same fetch, with an event after each
 * question. Which endpoint it was, is read from what is asked and not from the URL, which is the server's to
 * choose; so nothing of theirs, and no code or token, ends up in a label.
 */
import type { Events } from '../events.ts'
import type { ProviderEndpoint } from '../events/provider-words.ts'
import type { Clock } from '../ports.ts'

type Fetch = typeof globalThis.fetch

export function telling(fetch: Fetch, clock: Clock, events: Pick<Events, 'emit'>): Fetch {
  return async (input, init) => {
    const startedAtMs = clock.now()
    const tell = (status?: number) => {
      const endpoint = endpointOf(input as string, init)
      events.emit('provider.asked', { endpoint, status, ms: clock.now() - startedAtMs })
    }
    try {
      const response = await fetch(input, init)
      tell(response.status)
      return response
    } catch (error) {
      tell()
      throw error
    }
  }
}

export function endpointOf(url: string | URL, init: RequestInit = {}): ProviderEndpoint {
  if (init.method === 'POST') return endpointOfForm(new URLSearchParams(init.body as string))
  if (String(url).includes('/.well-known/')) return 'metadata'
  return new Headers(init.headers).has('authorization') ? 'userinfo' : 'keys'
}

function endpointOfForm(form: URLSearchParams): ProviderEndpoint {
  if (form.has('grant_type')) return 'token' // RFC 6749 §4.1.3, and every other grant
  if (form.has('token')) return 'revocation' // RFC 7009 §2.1
  return form.has('request') || form.has('response_type') ? 'par' : 'other' // RFC 9126 §2.1
}
