/** A store that is down, for as long as the switch says so. */
import type { Storage } from '../../src/storage/storage.ts'
import type { Recorder } from '../inspector/recorder.ts'
import type { Faults } from './faults.ts'

export function faultyStore(storage: Storage, faults: Faults, { visit }: Recorder): Storage {
  /** Only for requests: who waits for the next round of the clock is not to use the fault up. */
  const orDown =
    <A extends unknown[], T>(work: (...given: A) => Promise<T>) =>
    async (...given: A): Promise<T> => {
      const here = visit()
      if (here && faults.strikes('store-down', here.session)) throw new Error('The store is down.')
      return work(...given)
    }
  return {
    ...storage,
    read: orDown(storage.read),
    write: orDown(storage.write),
    take: orDown(storage.take),
    extend: orDown(storage.extend),
    bury: orDown(storage.bury),
    find: orDown(storage.find),
    lease: orDown(storage.lease),
  }
}
