/**
 * What the tabs of this browser tell each other: that something has changed, never what or about whom. Whoever
 * hears it asks the BFF, so a message that is old, doubled or made up costs one question and decides nothing.
 *
 * A BroadcastChannel reaches our own origin and no other (HTML §9.6), in both directions and by construction:
 * there is no origin to check and no `*` to get wrong, which is why the sign-in window speaks by it, too, and
 * not by `postMessage` to an opener that a login page could also write to.
 */
export interface TabSignal {
  type: 'signed-in' | 'signed-out' | 'extended'
  /** Of a sign-in in a window of its own. */
  attempt?: string
  at: number
}

export interface Tabs {
  tell(type: TabSignal['type'], attempt?: string): void
  /** Lets go of the channel; a page that is put away with one open is not kept by the browser. */
  pause(): void
  resume(): void
}

type Channel = Pick<BroadcastChannel, 'postMessage' | 'close'> & {
  onmessage: ((event: MessageEvent) => void) | null
}

export interface TabsDeps {
  open: () => Channel
  heard: (signal: TabSignal) => void
  now: () => number
}

export const channelName = 'claimcheck'

export function createTabs({ open, heard, now }: TabsDeps): Tabs {
  let channel: Channel | undefined
  const tabs: Tabs = {
    tell: (type, attempt) =>
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel of ours has no other
      channel?.postMessage({ type, at: now(), ...(attempt !== undefined && { attempt }) }),
    pause() {
      channel?.close()
      channel = undefined
    },
    resume() {
      channel ??= open()
      channel.onmessage = ({ data }) => {
        if (isSignal(data)) heard(data)
      }
    },
  }
  tabs.resume()
  return tabs
}

const types = ['signed-in', 'signed-out', 'extended']

/** Another tab may run another version of this code. */
function isSignal(data: unknown): data is TabSignal {
  return types.includes(Object(data).type)
}
