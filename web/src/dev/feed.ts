/** The feed: all there is, then every step as it happens. The browser comes back by itself when it breaks. */
import { useEffect, useState } from 'react'
import type { Flow, Snapshot, Step } from 'shared/inspector'
import { feedPath } from './dev-paths.ts'

export interface Seen {
  /** `locked`: the BFF does not know this browser; its address has a key in it. */
  line: 'opening' | 'open' | 'broken' | 'locked'
  /** Another one: the BFF was started anew. */
  run?: string
  flows: Flow[]
  steps: Step[]
}

type Told =
  | { type: 'step'; step: Step }
  | { type: 'flow'; flow: Flow }
  | { type: 'joined'; from: string; into: string }

const nothing: Seen = { line: 'opening', flows: [], steps: [] }
const most = 500

/** @param isPaused keeps what is there; what happened meanwhile appears when it goes on */
export function useFeed(isPaused: boolean): Seen {
  const [seen, setSeen] = useState(nothing)
  const [shown, setShown] = useState(nothing)
  useEffect(() => {
    let source = listen(setSeen)
    // A page that the browser keeps for going back to would keep its line, too, of the six that there are.
    const onHide = () => source.close()
    const onShow = ({ persisted }: PageTransitionEvent) => {
      if (persisted) source = listen(setSeen)
    }
    window.addEventListener('pagehide', onHide)
    window.addEventListener('pageshow', onShow)
    return () => {
      window.removeEventListener('pagehide', onHide)
      window.removeEventListener('pageshow', onShow)
      source.close()
    }
  }, [])
  if (!isPaused && shown !== seen) setShown(seen)
  return isPaused ? shown : seen
}

function listen(tell: (change: (before: Seen) => Seen) => void): EventSource {
  const source = new EventSource(feedPath)
  source.addEventListener('snapshot', ({ data }: MessageEvent<string>) => {
    tell(() => ({ line: 'open', ...(JSON.parse(data) as Snapshot) }))
  })
  source.addEventListener('told', ({ data }: MessageEvent<string>) => {
    tell((before) => after(before, JSON.parse(data) as Told))
  })
  source.addEventListener('error', () => {
    const line = source.readyState === EventSource.CLOSED ? 'locked' : 'broken'
    tell((before) => ({ ...before, line }))
  })
  return source
}

export function after(seen: Seen, told: Told): Seen {
  const { flows, steps } = seen
  if (told.type === 'step') return { ...seen, steps: [...steps.slice(1 - most), told.step] }
  if (told.type === 'flow') {
    const isKnown = flows.some(({ id }) => id === told.flow.id)
    const next = isKnown
      ? flows.map((flow) => (flow.id === told.flow.id ? told.flow : flow))
      : [...flows, told.flow]
    return { ...seen, flows: next }
  }
  return {
    ...seen,
    flows: flows.filter(({ id }) => id !== told.from),
    steps: steps.map((step) => (step.flow === told.from ? { ...step, flow: told.into } : step)),
  }
}
