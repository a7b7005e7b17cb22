/**
 * Requests that wait for a person: they were refused before anything was done, because the session was over
 * or more was asked of it. Their promises stay open; when the person has done what was needed each is sent
 * once more, once.
 *
 * Refuses a twenty-first request, and lets go of one after ten minutes, with the error it came with. What
 * fails after all has failed: nothing is held twice. Who asks the person, and how, is left to the dialogs.
 */
export interface StepUpNeed {
  kind: 'step-up'
  acrValues?: string[]
  maxAge?: number
  /** What they were about to do, in words: "delete the note". */
  action?: string
}
export type Need = { kind: 'session' } | StepUpNeed

export interface HeldRequests {
  hold<T>(need: Need, send: () => Promise<T>, refusal: unknown): Promise<T>
  release(kind: Need['kind']): void
  drop(kind: Need['kind'] | 'all', error: unknown): void
  /** What the first of those waits for that wait for more than a sign-in. */
  stepUpNeed(): StepUpNeed | undefined
  subscribe(changed: () => void): () => void
}

interface Held {
  need: Need
  send: () => void
  drop: (error: unknown) => void
}

export type Timers = Pick<typeof globalThis, 'setTimeout' | 'clearTimeout'>

const most = 20
const patienceMs = 10 * 60_000

export function createHeldRequests(timers: Timers): HeldRequests {
  let row: readonly Held[] = []
  const listeners = new Set<() => void>()

  return {
    hold(need, send, refusal) {
      if (row.length >= most) return Promise.reject(refusal)
      return new Promise((resolve, reject) => {
        const held: Held = {
          need,
          send: () => settle(() => void send().then(resolve, reject)),
          drop: (error) => settle(() => reject(error)),
        }
        const giveUp = () => {
          change(row.filter((each) => each !== held))
          reject(refusal)
        }
        const timer = timers.setTimeout(giveUp, patienceMs)
        const settle = (act: () => void) => {
          timers.clearTimeout(timer)
          act()
        }
        change([...row, held])
      })
    },
    release: (kind) => take(kind).forEach(({ send }) => send()),
    drop: (kind, error) => take(kind).forEach((held) => held.drop(error)),
    stepUpNeed: () => row.map(({ need }) => need).find((need) => need.kind === 'step-up'),
    subscribe(changed) {
      listeners.add(changed)
      return () => listeners.delete(changed)
    },
  }

  /** Out of the row first, so that nothing that happens next can send them again. */
  function take(kind: Need['kind'] | 'all'): Held[] {
    const isMeant = ({ need }: Held) => kind === 'all' || need.kind === kind
    const taken = row.filter(isMeant)
    if (taken.length > 0) change(row.filter((held) => !isMeant(held)))
    return taken
  }

  function change(next: readonly Held[]): void {
    row = next
    for (const listener of listeners) listener()
  }
}
