/**
 * Forms whose text survives a sign-in in this very tab (`drafts.ts`):
 *
 *     const restored = useRestored('address')
 *     const [address, setAddress] = useState({ ...initial, ...restored })
 *     <form ref={useDraft('address', isDirty)}>
 */
import { type RefObject, useEffect, useRef, useState } from 'react'
import { type Fields, fieldsOf } from './drafts.ts'
import { useSessionLayer } from './use-session-layer.ts'
import { useUser } from './use-session.ts'

/** What was typed before; for the first state of a form. */
export function useRestored(form: string): Fields | undefined {
  const { drafts } = useSessionLayer()
  const { sub } = useUser()
  const [restored] = useState(() => drafts.peek(sub, form))
  useEffect(() => {
    drafts.forget(sub, form)
  }, [drafts, sub, form])
  return restored
}

/** @param exclude names of fields that are nobody else's business, beside the usual ones */
export function useDraft(
  form: string,
  dirty: boolean,
  exclude: readonly string[] = [],
): RefObject<HTMLFormElement | null> {
  const element = useRef<HTMLFormElement>(null)
  useKept(form, () => {
    const filled = element.current
    return dirty && filled ? fieldsOf(filled, exclude) : undefined
  })
  return element
}

/** For text that has left its form already and is being saved. */
export function useKept(form: string, read: () => Fields | undefined): void {
  const { drafts } = useSessionLayer()
  const latest = useRef(read)
  useEffect(() => {
    latest.current = read
  })
  useEffect(() => drafts.register(form, () => latest.current()), [drafts, form])
}
