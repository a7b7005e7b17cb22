/**
 * Going through a flow step by step. By itself it only moves for those who have nothing against movement; for the
 * others, and for everybody who likes, there are two buttons and the arrow keys.
 */
import { useEffect, useState } from 'react'

const stepMs = 2_800

export interface Replay {
  /** How many steps are shown; undefined: no replay, all of them. */
  shown: number | undefined
  isPlaying: boolean
  /** Nobody has asked for less movement. */
  mayPlay: boolean
  start(): void
  end(): void
  go(by: number): void
  play(): void
  stop(): void
}

/** @param count how many steps there are */
export function useReplay(count: number): Replay {
  const [shown, setShown] = useState<number>()
  const [playing, setPlaying] = useState(false)
  const mayPlay = !wantsLessMovement()
  const isPlaying = playing && mayPlay && shown !== undefined && shown < count
  useEffect(() => {
    if (!isPlaying) return undefined
    const timer = setTimeout(() => setShown((before = 0) => before + 1), stepMs)
    return () => clearTimeout(timer)
  }, [isPlaying, shown])
  return {
    shown,
    isPlaying,
    mayPlay,
    start() {
      setShown(1)
      setPlaying(true)
    },
    end() {
      setShown(undefined)
      setPlaying(false)
    },
    go(by) {
      setPlaying(false)
      setShown((before = 0) => Math.max(1, Math.min(count, before + by)))
    },
    play() {
      setShown((before = 0) => (before >= count ? 1 : before))
      setPlaying(true)
    },
    stop: () => setPlaying(false),
  }
}

function wantsLessMovement(): boolean {
  const { motion } = document.documentElement.dataset
  return motion === 'less' || window.matchMedia('(prefers-reduced-motion: reduce)').matches
}
