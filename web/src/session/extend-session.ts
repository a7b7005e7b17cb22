/** "Stay signed in": the one request whose only purpose is to move the idle limit. */
import type { QueryClient } from '@tanstack/react-query'
import { paths } from 'shared/paths'
import { request } from '../http.ts'
import { refusalIn } from './ask-session.ts'
import { tellSession } from './session-query.ts'
import { sessionView } from './session-view.ts'
import type { Tabs } from './tabs.ts'

export async function extendSession(client: QueryClient, tabs: Pick<Tabs, 'tell'>): Promise<void> {
  try {
    const view = await request(paths.extend, { method: 'POST', schema: sessionView })
    tellSession(client, { type: 'answered', view })
    tabs.tell('extended')
  } catch (error) {
    const refusal = refusalIn(error)
    if (refusal === undefined) throw error
    tellSession(client, refusal)
  }
}
