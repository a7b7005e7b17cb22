/**
 * The frame of every page: one `h1`, the title of the document, and after a navigation the focus on that
 * `h1`, so that keyboard and screen reader start where the eye does (WCAG 2.4.2, 2.4.3). Not on the first
 * load, where the browser's own beginning is right, nor when only the search part changed.
 */
import { type ReactNode, useEffect, useRef } from 'react'
import { NavigationType, useLocation, useNavigationType } from 'react-router'
import { app } from '../words/shell.ts'

export function Page({
  title,
  narrow = false,
  heading = title,
  children,
}: {
  title: string
  narrow?: boolean
  /** When the `h1` says more than the tab can hold. */
  heading?: ReactNode
  children: ReactNode
}) {
  const { pathname, key } = useLocation()
  const navigated = useNavigationType() !== NavigationType.Pop || key !== 'default'
  const h1 = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = title === app ? app : `${title} · ${app}`
  }, [title])
  useEffect(() => {
    if (navigated) h1.current?.focus()
  }, [pathname, navigated])
  return (
    <div className={narrow ? 'page page-narrow' : 'page'}>
      <h1 ref={h1} tabIndex={-1}>
        {heading}
      </h1>
      {children}
    </div>
  )
}
