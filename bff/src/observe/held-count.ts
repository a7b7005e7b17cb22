/** How much is held at this moment: a wrapper around whoever hands out places and takes them back. */
type Hold<S> = (id: string, stream: S) => () => void

export interface HeldCount<S> {
  hold: Hold<S>
  count(): number
}

export function createHeldCount<S>({ hold }: { hold: Hold<S> }): HeldCount<S> {
  let count = 0
  return {
    hold(id, stream) {
      const release = hold(id, stream)
      let isHeld = true
      count += 1
      return () => {
        if (isHeld) count -= 1
        isHeld = false
        release()
      }
    },
    count: () => count,
  }
}
