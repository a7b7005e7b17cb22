/**
 * One word from a page to the next one in this tab: that it began anew for another person. Nothing about either
 * of them; only that whoever sits here is not left to wonder where everything went.
 */
const key = 'claimcheck.begun-anew'

export function noteBegunAnew(storage: () => Storage): void {
  try {
    storage().setItem(key, '1')
  } catch {
    // Without storage it goes unsaid.
  }
}

/** Said once. */
export function takeBegunAnew(storage: () => Storage): boolean {
  try {
    const isNoted = storage().getItem(key) !== null
    storage().removeItem(key)
    return isNoted
  } catch {
    return false
  }
}
