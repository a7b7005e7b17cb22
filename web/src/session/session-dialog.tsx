/** The dialogs themselves, fetched when the page has nothing better to do (`session-dialogs.tsx`). */
import type { ReactNode } from 'react'
import type { SessionState } from './session-state.ts'
import type { StepUpNeed } from './held-requests.ts'
import { AbsoluteDialog, IdleDialog } from './expiry-dialog.tsx'
import type { Warning } from './session-timer.ts'
import { SignInDialog } from './sign-in-dialog.tsx'
import { StepUpDialog } from './step-up-dialog.tsx'

export interface Wanted {
  locked?: Extract<SessionState, { status: 'locked' }> | undefined
  stepUp?: StepUpNeed | undefined
  warning?: Warning | undefined
}

/** One at a time, the most urgent first. */
export function showDialog({ locked, stepUp, warning }: Wanted, onLater: () => void): ReactNode {
  if (locked) return <SignInDialog reason={locked.reason} />
  if (warning === 'idle') return <IdleDialog />
  if (stepUp) return <StepUpDialog need={stepUp} />
  return warning === 'absolute' && <AbsoluteDialog onLater={onLater} />
}
