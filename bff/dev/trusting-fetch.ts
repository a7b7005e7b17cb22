/** Fetch that believes one authority, where Node's own would need an environment variable at start. */
import { Agent, fetch } from 'undici'

export function createTrustingFetch(authority: string): typeof globalThis.fetch {
  const dispatcher = new Agent({ connect: { ca: authority } })
  // undici's own fetch differs from Node's, which is an older undici, in nothing but its types.
  const trusting = (input: string, init?: RequestInit) =>
    fetch(input, { ...(init as object), dispatcher })
  return trusting as unknown as typeof globalThis.fetch
}
