/**
 * Typed text is not thrown away unasked. Forms say whether they hold any; then a link inside the app asks
 * first, closing the tab asks in the browser's own words, and signing out asks, too.
 */
import { useQueryClient } from '@tanstack/react-query'
import {
  createContext,
  type ReactNode,
  use,
  useCallback,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react'
import { useBlocker } from 'react-router'
import { isCovered } from '../session/cover.ts'
import { noteFact } from '../session/page-facts.ts'
import { unsaved as words } from '../words/shell.ts'
import { Dialog } from './dialog.tsx'

interface Unsaved {
  held: ReadonlySet<string>
  report: (form: string, dirty: boolean) => void
  askFirst: (leave: () => void) => void
}

const UnsavedContext = createContext<Unsaved>({
  held: new Set(),
  report: () => {},
  askFirst: (leave) => leave(),
})

/** For forms: `useUnsaved(isDirty)`. */
export function useUnsaved(dirty: boolean): void {
  const form = useId()
  const { report } = use(UnsavedContext)
  useEffect(() => {
    report(form, dirty)
    return () => report(form, false)
  }, [form, dirty, report])
}

/** For whatever leaves the page by other means than a link: runs it, or asks first. */
export function useLeaving(): Unsaved['askFirst'] {
  return use(UnsavedContext).askFirst
}

export function UnsavedWork({ children }: { children: ReactNode }) {
  const [held, report] = useHeld()
  const [leaving, setLeaving] = useState<() => void>()
  const agreed = useRef(false)
  const blocker = useBlocker(
    ({ currentLocation: from, nextLocation: to }) => held.size > 0 && from.pathname !== to.pathname,
  )
  useWarningOnClose(held.size > 0, agreed)
  useNoting(held.size > 0)
  const askFirst = useCallback(
    (leave: () => void) => (held.size > 0 ? setLeaving(() => leave) : leave()),
    [held],
  )
  const context = useMemo(() => ({ held, report, askFirst }), [held, report, askFirst])
  const stay = () => {
    setLeaving(undefined)
    blocker.reset?.()
  }
  const leave = () => {
    agreed.current = true
    setLeaving(undefined)
    if (blocker.state === 'blocked') blocker.proceed()
    else leaving?.()
  }
  return (
    <UnsavedContext value={context}>
      {children}
      {(blocker.state === 'blocked' || leaving) && (
        <Dialog
          title={words.title}
          safe={words.stay}
          onSafe={stay}
          action={
            <button type="button" className="button button-danger" onClick={leave}>
              {words.leave}
            </button>
          }
        >
          <p>{words.text}</p>
        </Dialog>
      )}
    </UnsavedContext>
  )
}

/** For the session: a page that holds text is locked, not left, when it ends. */
function useNoting(unsaved: boolean) {
  const client = useQueryClient()
  useEffect(() => {
    noteFact(client, 'unsaved', unsaved)
  }, [client, unsaved])
}

function useHeld() {
  const [held, setHeld] = useState<ReadonlySet<string>>(new Set())
  const report = useCallback((form: string, dirty: boolean) => {
    setHeld((before) => {
      if (before.has(form) === dirty) return before
      const after = new Set(before)
      if (dirty) after.add(form)
      else after.delete(form)
      return after
    })
  }, [])
  return [held, report] as const
}

function useWarningOnClose(dirty: boolean, agreed: { current: boolean }) {
  useEffect(() => {
    if (!dirty) return
    agreed.current = false
    const warn = (event: BeforeUnloadEvent) => {
      // A page that has covered itself leaves on purpose, with what was typed or without (`session/cover.ts`).
      if (!agreed.current && !isCovered(document)) event.preventDefault()
    }
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [dirty, agreed])
}
