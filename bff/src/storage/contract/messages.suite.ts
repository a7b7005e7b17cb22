/** What one instance says all hear, once. */
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { Stage } from './stage.suite.ts'

export function describeMessages(stage: Stage): void {
  const listen = () => {
    const heard: string[] = []
    const stop = stage.storage.subscribe((message) => void heard.push(message))
    onTestFinished(stop)
    return { heard, stop }
  }

  describe('publish', () => {
    it('reaches every listener, once', async () => {
      const listeners = [listen(), listen()]
      await hears(stage, listeners[0]!.heard)
      await hears(stage, listeners[1]!.heard)
      const isHeardByAll = (message: string) =>
        vi.waitFor(() => {
          for (const { heard } of listeners) expect(heard).toContain(message)
        }, waiting)
      await stage.storage.publish('ended')
      await isHeardByAll('ended')
      await stage.storage.publish('last')
      await isHeardByAll('last')
      for (const { heard } of listeners) {
        expect(heard.filter((message) => message === 'ended')).toHaveLength(1)
      }
    })

    it.each(['', '{"id":"ä€𝄞"}', 'two\nlines'])(
      'gives back "%s" as it was said',
      async (message) => {
        const { heard } = listen()
        await hears(stage, heard)
        await stage.storage.publish(message)
        await vi.waitFor(() => expect(heard).toContain(message), waiting)
      },
    )

    it('needs no listener', async () => {
      await expect(stage.storage.publish('to nobody')).resolves.toBeUndefined()
    })

    it('reaches nobody who has stopped listening', async () => {
      const { heard, stop } = listen()
      const other = listen()
      await hears(stage, heard)
      await hears(stage, other.heard)
      stop()
      await stage.storage.publish('later')
      await vi.waitFor(() => expect(other.heard).toContain('later'), waiting)
      expect(heard).not.toContain('later')
    })
  })

  describe('ping', () => {
    it('answers while the store does', async () => {
      await expect(stage.storage.ping()).resolves.toBeUndefined()
      await stage.storage.close()
      await expect(stage.storage.ping()).rejects.toBeInstanceOf(Error)
    })
  })
}

const waiting = { timeout: 5_000, interval: 10 }

/** A subscription to another machine takes a moment; from then on nothing may be missed. */
async function hears(stage: Stage, heard: string[]): Promise<void> {
  await vi.waitFor(async () => {
    await stage.storage.publish('heard?')
    expect(heard).toContain('heard?')
  }, waiting)
}
