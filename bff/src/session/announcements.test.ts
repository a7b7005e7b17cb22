import { describe, expect, it } from 'vitest'
import { createMemoryStorage } from '../storage/memory.ts'
import { createAnnouncements } from './announcements.ts'
import { createOpenStreams } from './open-streams.ts'

/** An instance, and what it hears of session `a`. */
function instanceOn(storage: ReturnType<typeof createMemoryStorage>) {
  const streams = createOpenStreams()
  const heard: unknown[] = []
  streams.hold('a', {
    end: (reason) => void heard.push(`ended ${reason}`),
    lasts: (untilMs) => void heard.push(`lasts ${untilMs}`),
  })
  return { heard, ...createAnnouncements(storage, streams) }
}

const open = () => createMemoryStorage({ now: () => 0 })

describe('createAnnouncements', () => {
  it('tells every instance, this one included, and each once', async () => {
    const storage = open()
    const [here, there] = [instanceOn(storage), instanceOn(storage)]
    await here.extended('a', 5)
    await here.ended('a', 'other-device')
    expect(there.heard).toEqual(['lasts 5', 'ended other-device'])
    expect(here.heard.at(-1)).toBe('ended other-device')
    expect(here.heard.filter((each) => each === 'ended other-device')).toHaveLength(1)
  })

  it('is as good as done here when the store cannot pass it on', async () => {
    const storage = { ...open(), publish: () => Promise.reject(new Error('away')) }
    const here = instanceOn(storage)
    await here.extended('a', 5)
    await here.ended('a', 'user')
    expect(here.heard).toEqual(['lasts 5', 'ended user'])
  })

  it.each([
    '',
    'ended',
    'ended a',
    'ended a user more',
    'ended b user',
    'extended a -1',
    'other a user',
  ])('makes nothing of "%s"', async (message) => {
    const storage = open()
    const here = instanceOn(storage)
    await storage.publish(message)
    expect(here.heard).toEqual([])
  })

  it('believes that it ended when a later release gives a reason unknown here', async () => {
    const storage = open()
    const here = instanceOn(storage)
    await storage.publish('ended a struck-by-lightning')
    expect(here.heard).toEqual(['ended undefined'])
  })

  it('hears nothing after it was stopped', async () => {
    const storage = open()
    const here = instanceOn(storage)
    here.stop()
    await storage.publish('ended a user')
    expect(here.heard).toEqual([])
  })
})
