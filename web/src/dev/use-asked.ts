/** Something that is asked of the BFF once, and again when somebody wants it to be. */
import { useCallback, useEffect, useState } from 'react'
import { request } from '../http.ts'

export interface Asked<T> {
  /** What came last, while something newer is on its way too. */
  answer: T | undefined
  state: 'asking' | 'there' | 'failed'
  askAgain(): void
}

/** @param path undefined: not yet */
export function useAsked<T>(path: string | undefined): Asked<T> {
  const [answer, setAnswer] = useState<T>()
  const [state, setState] = useState<Asked<T>['state']>('asking')
  const [times, setTimes] = useState(0)
  useEffect(() => {
    if (path === undefined) return undefined
    let isOver = false
    const ask = async () => {
      try {
        const value = await request(path, { schema: { parse: (value) => value as T } })
        if (isOver) return
        setAnswer(value)
        setState('there')
      } catch {
        if (!isOver) setState('failed')
      }
    }
    void ask()
    return () => {
      isOver = true
    }
  }, [path, times])
  const askAgain = useCallback(() => {
    setState('asking')
    setTimes((before) => before + 1)
  }, [])
  return { answer, state, askAgain }
}
