/**
 * A word to the page after signing out: where the person may still be signed in. The name of a service and
 * nothing about anybody, in this tab; the BFF has told the browser to clear its storage before this is written.
 */
import type { SignInService } from 'shared/session'

const key = 'claimcheck.still-there'

export function noteStillThere(storage: () => Storage, service: SignInService | undefined): void {
  try {
    if (service === undefined) storage().removeItem(key)
    else storage().setItem(key, JSON.stringify(service))
  } catch {
    // Without storage it goes unsaid.
  }
}

export function readStillThere(storage: () => Storage): SignInService | undefined {
  try {
    const { name, accountUrl } = Object(JSON.parse(storage().getItem(key) ?? 'null'))
    if (typeof name !== 'string') return undefined
    return { name, endsToo: false, ...(typeof accountUrl === 'string' && { accountUrl }) }
  } catch {
    return undefined
  }
}
