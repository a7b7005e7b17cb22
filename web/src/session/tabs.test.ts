import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createTabs, type TabSignal } from './tabs.ts'

/** All channels of one name, as the browser connects them: everybody hears it but who says it. */
function createAir() {
  const open = new Set<ReturnType<typeof openChannel>>()
  function openChannel() {
    const channel = {
      onmessage: null as ((event: MessageEvent) => void) | null,
      postMessage(data: unknown) {
        for (const other of open) {
          if (other !== channel) other.onmessage?.(new MessageEvent('message', { data }))
        }
      },
      close: () => void open.delete(channel),
    }
    open.add(channel)
    return channel
  }
  return { open, openChannel }
}

describe('tabs', () => {
  let air: ReturnType<typeof createAir>
  const heard = vi.fn<(signal: TabSignal) => void>()
  const openTab = () => createTabs({ open: air.openChannel, heard, now: () => 7 })
  beforeEach(() => {
    air = createAir()
    heard.mockClear()
  })

  it('hear each other, and not themselves', () => {
    const tab = openTab()
    openTab()
    tab.tell('signed-out')
    expect(heard.mock.calls).toEqual([[{ type: 'signed-out', at: 7 }]])
  })

  it('are told of an attempt, and of nothing else', () => {
    const tab = openTab()
    openTab()
    tab.tell('signed-in', 'a-1')
    expect(heard.mock.calls).toEqual([[{ type: 'signed-in', attempt: 'a-1', at: 7 }]])
  })

  it('take no notice of what is not one of their signals', () => {
    openTab()
    const stranger = air.openChannel()
    for (const data of ['signed-out', null, { type: 'user', sub: 'ada' }, {}, 1]) {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has none
      stranger.postMessage(data)
    }
    expect(heard).not.toHaveBeenCalled()
  })

  it('let go of the channel while they are put away', () => {
    const tab = openTab()
    const other = openTab()
    tab.pause()
    expect(air.open.size).toBe(1)
    tab.tell('signed-out')
    other.tell('signed-out')
    expect(heard).not.toHaveBeenCalled()
    tab.resume()
    tab.resume()
    other.tell('extended')
    expect(heard).toHaveBeenCalledTimes(1)
  })
})
