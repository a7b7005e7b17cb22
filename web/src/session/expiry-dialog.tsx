/**
 * The end is near (WCAG 2.2.1). The idle limit is moved by one press; the absolute one by nobody, so that
 * signing in again is offered while the page still stands. The seconds are shown to those who look and read
 * out in steps to those who listen, never faster than one can hear.
 */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { expiry as words } from '../words/session.ts'
import { extendSession } from './extend-session.ts'
import { Modal } from '../ui/modal.tsx'
import { sayClock } from './say-clock.ts'
import { spokenSeconds } from './session-timer.ts'
import { SignOutButton } from './sign-out-button.tsx'
import { useSessionLayer } from './use-session-layer.ts'
import { useSessionTimer } from './use-session-timer.ts'
import { useSignIn } from './use-sign-in.ts'

export function IdleDialog() {
  const client = useQueryClient()
  const { tabs } = useSessionLayer()
  const { idleInMs } = useSessionTimer()
  const extend = useMutation({ mutationFn: () => extendSession(client, tabs) })
  return (
    <Modal
      title={words.title}
      role="alertdialog"
      actions={
        <>
          <button
            type="button"
            className="button button-primary"
            aria-disabled={extend.isPending || undefined}
            onClick={() => !extend.isPending && extend.mutate()}
          >
            {words.stay}
          </button>
          <SignOutButton />
        </>
      }
    >
      <p>{words.idle}</p>
      <p className="dialog-countdown" aria-hidden="true">
        {words.left(Math.ceil(idleInMs / 1000))}
      </p>
      <p className="unseen" aria-live="polite">
        {words.left(spokenSeconds(idleInMs))}
      </p>
      <p role="status">{extend.isError && words.stayFailed}</p>
    </Modal>
  )
}

export function AbsoluteDialog({ onLater }: { onLater: () => void }) {
  const { absoluteInMs, nowMs } = useSessionTimer()
  const signIn = useSignIn()
  return (
    <Modal
      title={words.title}
      role="alertdialog"
      onEscape={onLater}
      actions={
        <>
          <button
            type="button"
            className="button button-primary"
            onClick={() => signIn({ window: 'popup' })}
          >
            {words.again}
          </button>
          <button type="button" className="button" onClick={onLater}>
            {words.later}
          </button>
        </>
      }
    >
      <p>{words.absolute(sayClock(nowMs + absoluteInMs))}</p>
      <p>{words.absoluteText}</p>
      <p className="unseen" aria-live="polite">
        {words.left(spokenSeconds(absoluteInMs))}
      </p>
    </Modal>
  )
}
