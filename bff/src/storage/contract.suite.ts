/**
 * What every storage must do, whatever it is made of. An adapter's test calls `describeStorage` with a way
 * to open it; wrappers run the same suite. Time moves through the clock port only.
 */
import { describe } from 'vitest'
import { describeBurial } from './contract/burial.suite.ts'
import { describeExpiry } from './contract/expiry.suite.ts'
import { describeLeases } from './contract/leases.suite.ts'
import { describeMarks } from './contract/marks.suite.ts'
import { describeMessages } from './contract/messages.suite.ts'
import { describeReadAndWrite } from './contract/read-and-write.suite.ts'
import { type OpenStorage, setStage } from './contract/stage.suite.ts'

export function describeStorage(name: string, open: OpenStorage): void {
  describe(`${name}, as a storage`, () => {
    const stage = setStage(open)
    describeReadAndWrite(stage)
    describeExpiry(stage)
    describeBurial(stage)
    describeMarks(stage)
    describeLeases(stage)
    describeMessages(stage)
  })
}
