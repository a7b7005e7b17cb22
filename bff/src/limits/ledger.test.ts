import { describe, expect, it } from 'vitest'
import { createLedger, type Ledger, type LedgerOptions } from './ledger.ts'
import { openTally } from './tally.fixture.ts'

function ledgerOf(calls: number, options: Partial<LedgerOptions> = {}): Ledger {
  const rule = { by: 'session', calls, seconds: 60 } as const
  const { add } = openTally()
  const nameOf = (key: string) => `name of ${key}`
  return createLedger(rule, { clock: { now: () => 0 }, add, nameOf, portion: 1, ...options })
}

/** Spends until there is no more. @returns how many there were */
async function spendAll(ledger: Ledger, most = Infinity): Promise<number> {
  const page = ledger.pageOf('one')!
  for (let spent = 0; ; spent++) {
    if (spent === most) return spent
    if (page.inHand === 0) await ledger.ask(page)
    if (page.isUsedUp) return spent
    page.inHand--
  }
}

describe('createLedger', () => {
  it.each([
    [1, 1, 0],
    [10, 1, 0],
    [60, 3, 3],
    [1200, 60, 0],
    [1200, 60, 60],
  ])('gives %s in a window, to the last one, by portions of %s', async (calls, portion, credit) => {
    expect(await spendAll(ledgerOf(calls, { portion, credit }))).toBe(calls)
  })

  it('asks nowhere for who stays within the credit', async () => {
    const { add, asked } = openTally()
    const ledger = ledgerOf(1200, { add, portion: 60, credit: 60 })
    await spendAll(ledger, 60)
    expect(asked).toEqual([])
    await spendAll(ledger, 1)
    expect(asked).toEqual([120]) // the credit is counted with it
  })

  it('gives two instances with credit no more than that above the rule', async () => {
    const { add } = openTally()
    const open = () => ledgerOf(1200, { add, portion: 60, credit: 60 })
    const spent = (await spendAll(open())) + (await spendAll(open()))
    expect(spent).toBe(1260)
  })

  it('takes portions, so that most are had without asking', async () => {
    const { add, asked } = openTally()
    await spendAll(ledgerOf(1200, { add, portion: 60 }))
    expect(asked.length).toBeLessThan(50)
  })

  it('gives two instances together no more than one [PX-27]', async () => {
    const { add } = openTally()
    const [here, there] = [1, 2].map(() => ledgerOf(1200, { add, portion: 60 })) as [Ledger, Ledger]
    const before = await spendAll(here, 500)
    const spent = before + (await spendAll(there)) + (await spendAll(here))
    expect(spent).toBeLessThanOrEqual(1200)
    expect(spent).toBeGreaterThan(1140) // less than a portion was left lying about
  })

  it('asks once for all who come while it asks', async () => {
    const { add, asked } = openTally()
    const ledger = ledgerOf(60, { add, portion: 3 })
    const page = ledger.pageOf('one')!
    await Promise.all([ledger.ask(page), ledger.ask(page), ledger.ask(page)])
    expect([asked, page.inHand]).toEqual([[3], 3])
  })

  it('begins anew when the window is over, as whoever counts has said', async () => {
    let nowMs = 0
    const { add } = openTally(5_000)
    const ledger = ledgerOf(1, { add, clock: { now: () => nowMs } })
    await spendAll(ledger)
    nowMs = 4_999
    expect(ledger.pageOf('one')?.isUsedUp).toBe(true)
    nowMs = 5_000
    expect(ledger.pageOf('one')).toMatchObject({ isUsedUp: false, inHand: 0 })
  })

  it('has a page for each', async () => {
    const ledger = ledgerOf(1)
    await spendAll(ledger)
    expect(ledger.pageOf('another')).toMatchObject({ isUsedUp: false })
  })

  it('tells nobody outside who it was', async () => {
    const { add, names } = openTally()
    await spendAll(ledgerOf(1, { add }))
    expect(names()).toEqual(['name of one'])
  })

  it('counts no newcomers when it is full, and forgets who is over', () => {
    let nowMs = 0
    const ledger = ledgerOf(1, { mostPages: 2, clock: { now: () => nowMs } })
    const known = ['one', 'two', 'three'].map((key) => ledger.pageOf(key) !== undefined)
    expect(known).toEqual([true, true, false])
    nowMs = 60_000
    expect(ledger.pageOf('three')).toBeDefined()
  })
})
