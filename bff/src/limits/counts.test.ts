import { describe, expect, it } from 'vitest'
import { createMemoryCounts } from './counts.ts'

describe('createMemoryCounts', () => {
  it('adds up by key and window, and says for how long', async () => {
    const { add } = createMemoryCounts()
    await add('one', 2, 3600)
    const { total, endsInMs } = await add('one', 3, 3600)
    expect(total).toBe(5)
    expect(endsInMs).toBeGreaterThan(0)
    expect(endsInMs).toBeLessThanOrEqual(3_600_000)
    expect((await add('two', 1, 3600)).total).toBe(1)
    expect((await add('one', 1, 60)).total).toBe(1)
  })

  it('is shared with no other', async () => {
    const [here, there] = [createMemoryCounts(), createMemoryCounts()]
    await here.add('one', 1, 3600)
    expect((await there.add('one', 1, 3600)).total).toBe(1)
  })
})
