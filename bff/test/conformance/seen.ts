/**
 * What was seen of an encounter, in a line: how each sign-in ended and what the authorization server was
 * asked for, and how an API answered. It goes along with the test's result, for the table of `pnpm conformance`.
 */
import { onTestFinished } from 'vitest'
import type { Api } from './liar/api.ts'
import type { Liar } from './liar.ts'
import type { Attempt } from './sign-in.ts'

declare module 'vitest' {
  interface TaskMeta {
    seen?: string[]
  }
}

/** To be called while the test runs; everything is read when it is over. */
export function noteSeen(liar: Liar, attempts: readonly Attempt[], api: Api | undefined): void {
  onTestFinished(({ task }) => {
    const line = [endings(attempts), asked(liar, api)].filter(Boolean).join('; ')
    task.meta.seen = [...(task.meta.seen ?? []), line]
  })
}

/** `signed in`, or `login-failed (id-token)`: the code that the person sees, and the log's reason. */
function endings(attempts: readonly Attempt[]): string {
  const words = attempts.map(({ session, landing, failures }) => {
    if (session.status === 'signed-in') return 'signed in'
    const [, code = landing] = /[?&](?:code|reason)=([\w-]+)/.exec(landing) ?? []
    const why = failures[0]?.why
    return typeof why === 'string' ? `${code} (${why})` : code
  })
  return [...new Set(words)].join(', then ')
}

const steps = ['authorize', 'par', 'token', 'userinfo', 'endSession'] as const

function asked({ seen }: Liar, api: Api | undefined): string {
  const counted = steps.flatMap((step) =>
    seen[step].length === 0 ? [] : `${step} ${seen[step].length}`,
  )
  if (api && api.seen.length > 0) counted.push(`API ${api.statuses.join(' ')}`)
  return counted.length === 0 ? 'nothing asked' : counted.join(', ')
}
