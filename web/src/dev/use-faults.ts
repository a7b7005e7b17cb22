/** The switches and their state, and the way to turn one. */
import { useCallback, useEffect, useState } from 'react'
import type { FaultScope, FaultsView } from 'shared/inspector'
import { request } from '../http.ts'
import { faultsPath } from './dev-paths.ts'

const asItIs = { parse: (value: unknown) => value as FaultsView }
const everyMs = 2_000

export interface Turn {
  id?: string
  on: boolean
  scope?: FaultScope
  times?: number
}

export interface FaultControl {
  view: FaultsView | undefined
  said: string
  turn(turn: Turn): Promise<void>
}

export function useFaults(): FaultControl {
  const [view, setView] = useState<FaultsView>()
  const [said, setSaid] = useState('')
  useEffect(() => {
    const look = () => request(faultsPath, { schema: asItIs }).then(setView, () => undefined)
    void look()
    const timer = setInterval(() => void look(), everyMs)
    return () => clearInterval(timer)
  }, [])
  const turn = useCallback(async (asked: Turn) => {
    try {
      setView(await request(faultsPath, { method: 'POST', body: asked, schema: asItIs }))
      setSaid(asked.on ? 'Done.' : 'Off.')
    } catch {
      setSaid('Not done: sign in first, this happens to your session.')
    }
  }, [])
  return { view, said, turn }
}
