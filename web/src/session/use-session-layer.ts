/** What the page does about its session (`session-layer.ts`), for components and hooks. */
import { createContext, use } from 'react'
import type { Drafts } from './drafts.ts'
import type { HeldRequests } from './held-requests.ts'
import type { Tabs } from './tabs.ts'

export interface SessionLayer {
  held: HeldRequests
  drafts: Drafts
  tabs: Pick<Tabs, 'tell'>
}

const SessionLayerContext = createContext<SessionLayer | undefined>(undefined)

export const SessionLayerProvider = SessionLayerContext.Provider

export function useSessionLayer(): SessionLayer {
  const layer = use(SessionLayerContext)
  if (layer === undefined) throw new Error('Put it inside <SessionLayerProvider> (see app.tsx).')
  return layer
}
