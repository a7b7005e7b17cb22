/**
 * A native modal `<dialog>`: the browser keeps focus inside, makes the rest inert and gives the focus back
 * afterwards. It has as many ways out as there are, possibly none by Esc. `covering` hides the page behind it,
 * for whoever happens to sit here now (session/session.css).
 */
import { type ReactNode, useId, useLayoutEffect, useRef } from 'react'

export function Modal({
  title,
  role = 'dialog',
  covering = false,
  onEscape,
  actions,
  children,
}: {
  title: string
  role?: 'dialog' | 'alertdialog'
  covering?: boolean
  /** What can be put off. Without it Esc does nothing. */
  onEscape?: () => void
  actions: ReactNode
  children: ReactNode
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
      role={role}
      className={covering ? 'dialog dialog-covering' : 'dialog'}
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-text`}
      onCancel={(event) => {
        event.preventDefault()
        onEscape?.()
      }}
      // A second Esc closes it whatever we say (HTML, "close watcher"): then it is opened once more.
      onClose={({ currentTarget }) => currentTarget.isConnected && currentTarget.showModal()}
    >
      <h2 id={`${id}-title`}>{title}</h2>
      <div id={`${id}-text`}>{children}</div>
      <p className="actions">{actions}</p>
    </dialog>
  )
}
