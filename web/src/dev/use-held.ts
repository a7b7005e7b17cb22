/** What the server holds of this browser's session, asked every few seconds: the BFF does not see it as a use. */
import { useEffect, useState } from 'react'
import type { HeldView } from 'shared/inspector'
import { request } from '../http.ts'
import { heldPath } from './dev-paths.ts'

const everyMs = 3_000
const asItIs = { parse: (value: unknown) => value as HeldView }

/** @returns `locked` when the BFF does not know this browser, and asks no more */
export function useHeld(): HeldView | 'locked' | undefined {
  const [held, setHeld] = useState<HeldView | 'locked'>()
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let isOver = false
    const ask = async () => {
      const answer = await request(heldPath, { schema: asItIs }).catch(refused)
      if (isOver) return
      if (answer !== undefined) setHeld(answer)
      if (answer !== 'locked') timer = setTimeout(() => void ask(), everyMs)
    }
    void ask()
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [])
  return held
}

/** A BFF that is being restarted will be back; one that says no means it. */
function refused(error: unknown): 'locked' | undefined {
  const { failure } = error as { failure?: { status: number } }
  return failure?.status === 403 ? 'locked' : undefined
}

export function timeLeft(seconds: number): string {
  const minutes = Math.floor(seconds / 60)
  if (minutes >= 120) return `${Math.floor(minutes / 60)} h ${minutes % 60} min`
  return minutes > 0 ? `${minutes} min ${seconds % 60} s` : `${seconds} s`
}
