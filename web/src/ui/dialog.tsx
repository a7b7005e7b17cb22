/**
 * A question that must be answered first. Esc is always the safe answer, and the safe button has the focus.
 */
import type { ReactNode } from 'react'
import { Modal } from './modal.tsx'

export function Dialog({
  title,
  children,
  safe,
  onSafe,
  action,
}: {
  title: string
  children: ReactNode
  /** The words of the button that changes nothing. */
  safe: string
  onSafe: () => void
  /** The button that does. */
  action: ReactNode
}) {
  return (
    <Modal
      title={title}
      onEscape={onSafe}
      actions={
        <>
          <button type="button" className="button" onClick={onSafe}>
            {safe}
          </button>
          {action}
        </>
      }
    >
      {children}
    </Modal>
  )
}
