/**
 * "Sign out", wherever it stands. A failure is told and nothing changes: still signed in, try again. Where the
 * sign-in service can be signed out of as well, a tick says so. It is set: whoever leaves a machine that others
 * use must not have to know that there are two.
 */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useAnnounce } from '../ui/announcer.tsx'
import { useLeaving } from '../ui/unsaved.tsx'
import { shell } from '../words/shell.ts'
import { signOut } from './sign-out.ts'
import { useOptionalView } from './use-session.ts'

export function SignOut({ className }: { className?: string }) {
  const service = useOptionalView()?.session.service
  const [there, setThere] = useState(true)
  return (
    <>
      {service?.endsToo && (
        <label className="sign-out-too">
          <input type="checkbox" checked={there} onChange={() => setThere(!there)} />
          {shell.signOutToo(service.name)}
        </label>
      )}
      <SignOutButton onlyHere={!there} {...(className && { className })} />
    </>
  )
}

export function SignOutButton({
  className = 'button',
  onlyHere = false,
}: {
  className?: string
  onlyHere?: boolean
}) {
  const client = useQueryClient()
  const announce = useAnnounce()
  const askFirst = useLeaving()
  const leave = useMutation({
    mutationFn: () => signOut(client, window, onlyHere),
    onError: () => announce(shell.signOutFailed, 'problem'),
  })
  const busy = leave.isPending || leave.isSuccess
  return (
    <button
      type="button"
      className={className}
      aria-disabled={busy || undefined}
      onClick={() => {
        if (!busy) askFirst(() => leave.mutate())
      }}
    >
      {busy ? shell.signingOut : shell.signOut}
    </button>
  )
}
