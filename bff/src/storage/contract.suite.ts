/**
 * What every storage must do, whatever it is made of. An adapter's test calls `describeStorage` with a way
 * to open it; wrappers run the same suite. Time moves through the clock port only.
 *
 * Two promises have exceptions, which an adapter must claim: an engine that removes expired records by
 * itself leaves nothing to sweep, and a cache hands the same record to several readers.
 */
import { describe } from 'vitest'
import { describeBurial } from './contract/burial.suite.ts'
import { describeExpiry, describeSweep } from './contract/expiry.suite.ts'
import { describeLeases } from './contract/leases.suite.ts'
import { describeMarks } from './contract/marks.suite.ts'
import { describeMessages } from './contract/messages.suite.ts'
import { describeOwnCopies, describeReadAndWrite } from './contract/read-and-write.suite.ts'
import { type OpenStorage, setStage } from './contract/stage.suite.ts'

export interface Exceptions {
  sweepsItself?: true
  sharesRecords?: true
}

export function describeStorage(
  name: string,
  open: OpenStorage,
  { sweepsItself, sharesRecords }: Exceptions = {},
): void {
  describe(`${name}, as a storage`, () => {
    const stage = setStage(open)
    describeReadAndWrite(stage)
    if (!sharesRecords) describeOwnCopies(stage)
    describeExpiry(stage)
    if (!sweepsItself) describeSweep(stage)
    describeBurial(stage)
    describeMarks(stage)
    describeLeases(stage)
    describeMessages(stage)
  })
}
