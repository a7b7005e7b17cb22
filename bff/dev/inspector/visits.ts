/** What a request to one of our doors is about: which kind of flow it begins, or which one it goes on with. */
import type { FlowKind } from 'shared/inspector'
import { paths } from 'shared/paths'

interface Begun {
  kind: FlowKind
  title: string
}

const byPath: Readonly<Record<string, Begun>> = {
  [paths.login]: { kind: 'sign-in', title: 'Sign-in' },
  [paths.callback]: { kind: 'sign-in', title: 'A sign-in that nobody here began' },
  [paths.logout]: { kind: 'sign-out', title: 'Sign-out' },
  [paths.postLogout]: { kind: 'sign-out', title: 'Back from signing out' },
  [paths.backchannelLogout]: { kind: 'sign-out', title: 'The authorization server ends a session' },
  [paths.frontchannelLogout]: { kind: 'sign-out', title: 'A frame ends a session' },
}

export function flowBegunBy(method: string, path: string, query: URLSearchParams): Begun {
  if (path === paths.api || path.startsWith(`${paths.api}/`)) {
    return { kind: 'api-call', title: `${method} ${path}` }
  }
  const begun = byPath[path] ?? { kind: 'session', title: `${method} ${path}` }
  return path === paths.login ? { ...begun, title: signInTitle(query) } : begun
}

function signInTitle(query: URLSearchParams): string {
  if (query.get('prompt') === 'none') return 'Sign-in without a question'
  if (query.has('max_age') || query.has('acr_values')) return 'Step-up'
  return query.get('display') === 'popup' ? 'Sign-in in a window of its own' : 'Sign-in'
}
