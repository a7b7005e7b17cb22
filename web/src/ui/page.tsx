/**
 * The frame of every page: one `h1`, the title of the document, and after a navigation the focus on that
 * `h1`, so that keyboard and screen reader start where the eye does (WCAG 2.4.2, 2.4.3). Not on the first
 * load, where the browser's own beginning is right, nor when only the search part changed.
 */
import { type ReactNode, type RefObject, useEffect, useRef } from 'react'
import { NavigationType, useLocation, useNavigationType } from 'react-router'
import { app } from '../words/shell.ts'

export function Page({
  title,
  heading = title,
  aside,
  below,
  children,
}: {
  title: string
  /** When the `h1` says more than the tab can hold. */
  heading?: ReactNode
  /** Beside the words where there is room, else after them. */
  aside?: ReactNode
  below?: ReactNode
  children: ReactNode
}) {
  const h1 = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    const before = document.title
    document.title = title === app ? app : `${title} · ${app}`
    // A panel that covered a page gives the title back with it.
    return () => {
      document.title = before
    }
  }, [title])
  useFocusAfterNavigation(h1)
  return (
    <div className="page">
      <div className={aside ? 'page-top page-top-with-aside' : 'page-top'}>
        <div className="page-words">
          <h1 ref={h1} tabIndex={-1}>
            {heading}
          </h1>
          {children}
        </div>
        {aside && <div className="page-aside">{aside}</div>}
      </div>
      {below}
    </div>
  )
}

function useFocusAfterNavigation(h1: RefObject<HTMLHeadingElement | null>) {
  const { pathname, key } = useLocation()
  const navigated = useNavigationType() !== NavigationType.Pop || key !== 'default'
  useEffect(() => {
    // Where the page stands is `ScrollRestoration`'s business, also on the way back.
    if (navigated) h1.current?.focus({ preventScroll: true })
  }, [h1, pathname, navigated])
}
