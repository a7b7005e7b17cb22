/** What is done in the store on behalf of a request, in a few words each: kinds and outcomes, never ids. */
import type { Storage, StoredRecord } from '../../src/storage/storage.ts'
import type { Recorder } from './recorder.ts'

export function recordStore(storage: Storage, { visit }: Recorder): Storage {
  async function told<T>(work: Promise<T>, words: (result: T) => string): Promise<T> {
    const here = visit()
    const result = await work
    here?.storeOperations.push(words(result))
    return result
  }
  return {
    ...storage,
    read: (id) => told(storage.read(id), (records) => `read ${kindsIn(records)}`),
    write: (id, kind, value, options) =>
      told(storage.write(id, kind, value, options), (version) =>
        version === undefined
          ? `write ${kind}: too late, somebody else was first`
          : `write ${kind}, version ${version}`,
      ),
    take: (id, kind) =>
      told(storage.take(id, kind), (record) => `take ${kind}${record ? '' : ': not there'}`),
    bury: (id, untilMs) => told(storage.bury(id, untilMs), () => 'bury it for good'),
    lease: (id, forMs) =>
      told(storage.lease(id, forMs), (fence) =>
        fence === undefined ? 'lease: somebody else has it' : 'lease taken',
      ),
    releaseLease: (id, fence) => told(storage.releaseLease(id, fence), () => 'lease given back'),
    publish: (message) => told(storage.publish(message), () => 'tell the other instances'),
  }
}

function kindsIn(records: Partial<Record<string, StoredRecord>>): string {
  const kinds = Object.keys(records)
  return kinds.length === 0 ? 'and found nothing' : kinds.join(' + ')
}
