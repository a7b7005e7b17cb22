/**
 * One task at a time per group. Callers with the same key while it runs share its result, failure
 * included; another key of the same group waits its turn. In this process only.
 */
export type SingleFlight<T> = (group: string, key: string, task: () => Promise<T>) => Promise<T>

export function createSingleFlight<T>(): SingleFlight<T> {
  const shared = new Map<string, Promise<T>>()
  const last = new Map<string, Promise<T>>()

  return (group, key, task) => {
    const name = `${group} ${key}`
    const running = shared.get(name)
    if (running) return running
    const before = last.get(group) ?? Promise.resolve()
    const turn = before.catch(() => {}).then(task) // a failure is for those who asked for that task
    shared.set(name, turn)
    last.set(group, turn)
    const forget = () => {
      if (shared.get(name) === turn) shared.delete(name)
      if (last.get(group) === turn) last.delete(group)
    }
    turn.then(forget, forget)
    return turn
  }
}
