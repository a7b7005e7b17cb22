/** What an authorization request says, on whichever channel it travels. */
import type { Recorded } from './recording-fetch.ts'

/**
 * The parameters of the latest one: pushed, of which the browser carries only the name (RFC 9126), or in
 * the address that the browser was sent to.
 */
export function parametersOf(
  address: string,
  { to }: { to(path: string): Recorded[] },
): URLSearchParams {
  return to('/request').at(-1)?.form ?? new URL(address).searchParams
}
