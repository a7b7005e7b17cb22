/** What somebody would say who goes through a flow with you, and the buttons to go on and back. */
import type { Step } from 'shared/inspector'
import { narrate } from './narration.ts'
import type { Replay } from './use-replay.ts'

export function ReplayBar({ replay, steps }: { replay: Replay; steps: readonly Step[] }) {
  const { shown = 1, isPlaying, mayPlay } = replay
  const step = steps[shown - 1]
  if (step === undefined) return null
  const [opening, ...more] = narrate(step)
  const onKey = (key: string) => {
    if (key === 'ArrowRight') replay.go(1)
    if (key === 'ArrowLeft') replay.go(-1)
    if (key === 'Escape') replay.end()
  }
  return (
    <section className="dev-replay" aria-label="Replay">
      <div className="actions">
        {mayPlay && (
          <Button onKey={onKey} onPress={isPlaying ? replay.stop : replay.play}>
            {isPlaying ? 'Hold' : 'Play'}
          </Button>
        )}
        <Button onKey={onKey} onPress={() => replay.go(-1)} isOff={shown <= 1}>
          Back
        </Button>
        <Button onKey={onKey} onPress={() => replay.go(1)} isOff={shown >= steps.length}>
          Next
        </Button>
        <Button onKey={onKey} onPress={replay.end}>
          End replay
        </Button>
        <p className="dev-spec">
          Step {shown} of {steps.length}
        </p>
      </div>
      <div role="status" className="dev-narration">
        <p>
          <strong>{opening}</strong>
        </p>
        {more.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
    </section>
  )
}

interface ButtonProps {
  children: string
  isOff?: boolean
  onKey(key: string): void
  onPress(): void
}

/** Off, it stays where the focus is. */
function Button({ children, isOff = false, onKey, onPress }: ButtonProps) {
  return (
    <button
      type="button"
      className="button button-small"
      aria-disabled={isOff || undefined}
      onKeyDown={({ key }) => onKey(key)}
      onClick={() => !isOff && onPress()}
    >
      {children}
    </button>
  )
}
