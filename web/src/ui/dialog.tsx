/**
 * A question that must be answered first, in a native modal `<dialog>`: the browser keeps focus inside,
 * makes the rest inert and gives the focus back afterwards. Esc is always the safe answer, and the safe
 * button has the focus.
 */
import { type ReactNode, useId, useLayoutEffect, useRef } from 'react'

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
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useLayoutEffect(() => {
    const open = dialog.current
    open?.showModal()
    // Closed before React removes it, or the focus would be lost instead of given back.
    return () => open?.close()
  }, [])
  return (
    <dialog
      ref={dialog}
      className="dialog"
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-text`}
      onCancel={(event) => {
        event.preventDefault()
        onSafe()
      }}
    >
      <h2 id={`${id}-title`}>{title}</h2>
      <div id={`${id}-text`}>{children}</div>
      <p className="actions">
        <button type="button" className="button" onClick={onSafe}>
          {safe}
        </button>
        {action}
      </p>
    </dialog>
  )
}
