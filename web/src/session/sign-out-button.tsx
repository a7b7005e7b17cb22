/** "Sign out", wherever it stands. A failure is told and nothing changes: still signed in, try again. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useAnnounce } from '../ui/announcer.tsx'
import { useLeaving } from '../ui/unsaved.tsx'
import { shell } from '../words/shell.ts'
import { signOut } from './sign-out.ts'

export function SignOutButton({ className = 'button' }: { className?: string }) {
  const client = useQueryClient()
  const announce = useAnnounce()
  const askFirst = useLeaving()
  const leave = useMutation({
    mutationFn: () => signOut(client, window),
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
