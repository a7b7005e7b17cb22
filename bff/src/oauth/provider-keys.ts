/**
 * The authorization server's public keys, for tokens that openid-client does not verify for us. They come
 * from `jwks_uri` of its verified metadata, over the same bounded fetch as all else; whatever a token says
 * of keys elsewhere (`jku`, `x5u`, `jwk`) leads nowhere.
 *
 * Kept, and looked up again when they are old or when a key id is unknown – it may have rotated them
 * (OpenID Connect Core §10.1.1). Unknown ids are free for anybody to make up, so at most once per cool-down;
 * and a server that is down is asked once in a while, not once for each token that somebody sends.
 */
import type { OidcConfig } from '../config/config.ts'
import type { Clock, Ports } from '../ports.ts'
import type { Client } from './client-verbs.ts'
import { type KeyChoice, type KeySet, createKeySet } from './jose.ts'
import { isUnknownKey } from './jose-codes.ts'
import { createProviderFetch } from './provider-fetch.ts'

export interface ProviderKeysDeps {
  client: Pick<Client, 'keysUrl'>
  clock: Clock
  fetch: Ports['fetch']
  timeoutMs: OidcConfig['timeoutMs']
}

const coolDownMs = 10_000
/** Short: whoever signs out meanwhile stays signed in here. */
const retryMs = 1_000
/** A withdrawn key must not be believed for ever, nor may one without an id hide its successor. */
const freshMs = 10 * 60_000

/** The choice throws when no key fits, and when the keys cannot be had. */
export function createProviderKeys({
  client,
  clock,
  fetch,
  timeoutMs,
}: ProviderKeysDeps): KeyChoice {
  const providerFetch = createProviderFetch(fetch)
  let kept: { keys: KeySet; atMs: number } | undefined
  let asking: Promise<KeySet> | undefined
  let failed: { cause: unknown; atMs: number } | undefined

  return async (header) => {
    if (kept === undefined || clock.now() - kept.atMs >= freshMs) return (await ask())(header)
    const { keys, atMs } = kept
    try {
      return await keys(header)
    } catch (unknown) {
      if (!isUnknownKey(unknown) || clock.now() - atMs < coolDownMs) throw unknown
      return (await ask())(header)
    }
  }

  // One at a time: whoever comes meanwhile waits for the same answer.
  async function ask(): Promise<KeySet> {
    if (failed !== undefined && clock.now() - failed.atMs < retryMs) throw failed.cause
    asking ??= look().finally(() => {
      asking = undefined
    })
    return asking
  }

  async function look(): Promise<KeySet> {
    try {
      const keys = await fetchKeys()
      kept = { keys, atMs: clock.now() }
      return keys
    } catch (cause) {
      failed = { cause, atMs: clock.now() }
      throw cause
    }
  }

  async function fetchKeys(): Promise<KeySet> {
    const signal = AbortSignal.timeout(timeoutMs)
    const headers = { accept: 'application/jwk-set+json, application/json' }
    const response = await providerFetch(await client.keysUrl(), { headers, signal })
    if (response.status !== 200) throw new Error('The authorization server gives no keys.')
    return createKeySet(await response.json())
  }
}
