/** `signIn` for components: `const signIn = useSignIn()`, then `signIn({ window: 'popup' })` on a press. */
import { useQueryClient } from '@tanstack/react-query'
import { sessionNow } from './session-query.ts'
import { subjectOf } from './session-state.ts'
import { signIn, type SignInOptions } from './sign-in.ts'
import { useSessionLayer } from './use-session-layer.ts'

export function useSignIn(): (options?: SignInOptions) => void {
  const client = useQueryClient()
  const { drafts } = useSessionLayer()
  return (options) => signIn({ window, drafts, sub: subjectOf(sessionNow(client)) }, options)
}
