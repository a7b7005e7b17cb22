/**
 * What follows from the session, for the whole page: who hears of a change, what goes on, what is given up.
 * `nextSession` decides what is true; here stands what is done about it. Everything that tells of a change –
 * another tab, the live channel, a limit that is due – only makes the page ask the BFF.
 */
import type { QueryClient } from '@tanstack/react-query'
import type { EndReason } from 'shared/session'
import { noteBegunAnew } from './begun-anew.ts'
import { cancelled } from './cancelled.ts'
import { cover } from './cover.ts'
import { createDrafts } from './drafts.ts'
import { followSession } from './follow-session.ts'
import { createHeldRequests } from './held-requests.ts'
import { createLiveChannel } from './live-channel.ts'
import { factOf, isAboutThisPage } from './page-facts.ts'
import { askAgain, sessionKey, sessionNow, sessionQuery, tellSession } from './session-query.ts'
import { isAnotherPerson, isRaised, type SessionState } from './session-state.ts'
import { askInMs } from './session-timer.ts'
import { channelName, createTabs, type TabSignal } from './tabs.ts'
import type { SessionLayer } from './use-session-layer.ts'

export function createSessionLayer(client: QueryClient, window: Window): SessionLayer {
  const { document, location } = window
  const isVisible = () => document.visibilityState === 'visible'
  const held = createHeldRequests(globalThis)
  const drafts = createDrafts({
    storage: () => window.sessionStorage,
    now: Date.now,
    route: () => location.pathname,
  })
  drafts.sweep()
  const tabs = createTabs({
    open: () => new BroadcastChannel(channelName),
    heard: (signal) => heard(client, signal, isVisible()),
    now: Date.now,
  })
  const live = createLiveChannel({
    open: (url) => new EventSource(url),
    timers: globalThis,
    timed: (left) => tellSession(client, { type: 'timed', left }),
    ended: (reason) => void ended(client, reason),
  })
  const attend = () => {
    const signedIn = sessionNow(client).status === 'authenticated'
    live.attend({ signedIn, visible: isVisible() })
  }
  const askInTime = createAskInTime(client)

  followSession(client, (before, after) => {
    attend()
    askInTime(after)
    if (isAnotherPerson(before, after)) beginAnew()
    else if (before.status !== after.status) turned(before, after)
    else if (isRaised(before, after)) held.release('step-up')
  })
  document.addEventListener('visibilitychange', attend)
  // A page that holds a channel or a stream would not be kept for the Back button.
  window.addEventListener('pagehide', () => {
    tabs.pause()
    live.attend({ signedIn: false, visible: false })
  })
  window.addEventListener('pageshow', () => {
    tabs.resume()
    attend()
  })
  return { held, drafts, tabs }

  function turned(before: SessionState, after: SessionState): void {
    if (before.status === 'authenticated') tabs.tell('signed-out')
    if (after.status === 'unauthenticated') giveUp(after.reason)
    if (after.status !== 'authenticated') return
    tabs.tell('signed-in')
    held.release('session')
    // Refetched, not reset: what is on the page stays there until there is something newer.
    void client.invalidateQueries({ predicate: ({ queryKey }) => isTheirs(queryKey) })
  }

  /** Nothing here needs it any more, and the next person must not find it (ASVS 14.3.1). */
  function giveUp(reason: EndReason | undefined): void {
    held.drop('all', cancelled())
    client.removeQueries({ predicate: ({ queryKey }) => isTheirs(queryKey) })
    if (reason === 'user') drafts.clear()
  }

  /**
   * Somebody else is signed in: lists, caches, half a sentence in a form all belong to the one before. Nothing
   * is picked apart; the page is covered and loaded anew.
   */
  function beginAnew(): void {
    cover(document)
    held.drop('all', cancelled())
    drafts.clear()
    noteBegunAnew(() => window.sessionStorage)
    location.reload()
  }
}

function heard(client: QueryClient, { type }: TabSignal, isVisible: boolean): void {
  const { status } = sessionNow(client)
  // A tab in the background that is signed in asks when it is looked at again; one that is not wants to know.
  const canWait = type === 'signed-in' && status === 'authenticated' && !isVisible
  void client.invalidateQueries({ queryKey: sessionKey, refetchType: canWait ? 'none' : 'active' })
}

const handOverMs = 1_000

/**
 * `replaced` may be good news: this browser has a newer session, whose cookie is still on its way. Everything
 * else is asked for all the same, and told as it was heard only if nobody answers.
 */
async function ended(client: QueryClient, reason: EndReason | undefined): Promise<void> {
  // The answer to this page's own wish is on its way, and says where to go as well.
  if (reason === 'user' && factOf(client, 'leaving') === true) return
  if (reason === 'replaced') await new Promise((resolve) => setTimeout(resolve, handOverMs))
  const now = await client.fetchQuery({ ...sessionQuery, staleTime: 0 })
  const isOpen = now.status === 'authenticated' ? now.failures > 0 : !('reason' in now)
  if (isOpen && reason !== 'replaced') tellSession(client, { type: 'refused', reason })
}

/** Asks once more when a limit is due: another tab may have moved it, and the BFF knows the reason. */
function createAskInTime(client: QueryClient): (state: SessionState) => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  return (state) => {
    clearTimeout(timer)
    const ms = askInMs(state, Date.now())
    if (ms !== undefined) timer = setTimeout(() => void askAgain(client), ms)
  }
}

function isTheirs(queryKey: readonly unknown[]): boolean {
  return queryKey[0] !== sessionKey[0] && !isAboutThisPage(queryKey)
}
