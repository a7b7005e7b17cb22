/** The corner the badge is in: drag it to another one, or press for the next; this browser remembers. */
import { type PointerEvent, useRef, useState } from 'react'

const corners = ['bottom-right', 'bottom-left', 'top-left', 'top-right'] as const
export type Corner = (typeof corners)[number]

const key = 'claimcheck-dev-badge'
/** Less than this is a press, and not a way to anywhere. */
const leastPx = 24

export function useCorner() {
  const [corner, setCorner] = useState(kept)
  const from = useRef<{ x: number; y: number }>(undefined)
  const wasDragged = useRef(false)

  function moveTo(next: Corner): void {
    setCorner(next)
    localStorage.setItem(key, next)
  }
  return {
    corner,
    next: () => moveTo(corners[(corners.indexOf(corner) + 1) % corners.length] ?? 'bottom-right'),
    /** Whether what looks like a press was the end of a way. */
    wasDragged: () => wasDragged.current,
    /** For the button that is dragged. Where it is let go of says which corner is meant. */
    handle: {
      onPointerDown({ clientX: x, clientY: y, currentTarget, pointerId }: PointerEvent) {
        from.current = { x, y }
        wasDragged.current = false
        currentTarget.setPointerCapture(pointerId)
      },
      onPointerUp({ clientX: x, clientY: y }: PointerEvent) {
        const { current } = from
        from.current = undefined
        if (current === undefined || Math.hypot(x - current.x, y - current.y) < leastPx) return
        wasDragged.current = true
        moveTo(nearest(x, y))
      },
    },
  }
}

function kept(): Corner {
  const said = localStorage.getItem(key)
  return corners.find((corner) => corner === said) ?? 'bottom-right'
}

function nearest(x: number, y: number): Corner {
  const [down, right] = [y > window.innerHeight / 2, x > window.innerWidth / 2]
  return `${down ? 'bottom' : 'top'}-${right ? 'right' : 'left'}`
}
