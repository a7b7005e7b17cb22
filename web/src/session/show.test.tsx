import { QueryClientProvider } from '@tanstack/react-query'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { createQueryClient } from '../query-client.ts'
import { sessionKey } from './session-query.ts'
import type { SessionState } from './session-state.ts'
import { Show } from './show.tsx'
import { signedIn } from '../testing/session-views.ts'

const view = signedIn({ roles: ['admin'] })
const states = {
  loading: { status: 'loading' },
  unreachable: { status: 'unreachable', failures: 1 },
  locked: { status: 'locked', view },
  'signed out': { status: 'unauthenticated' },
  'signed in': { status: 'authenticated', view, toldAtMs: 0, failures: 0 },
} as const satisfies Record<string, SessionState>

type When = Parameters<typeof Show>[0]['when']

function shown(state: keyof typeof states, when: When): string {
  const client = createQueryClient()
  client.setQueryData(sessionKey, states[state])
  return renderToStaticMarkup(
    <QueryClientProvider client={client}>
      <Show when={when} fallback="otherwise">
        yes
      </Show>
    </QueryClientProvider>,
  )
}

describe('Show', () => {
  it.each([
    ['signed in', 'signed-in', 'yes'],
    ['signed in', 'signed-out', 'otherwise'],
    ['signed in', { role: 'admin' }, 'yes'],
    ['signed in', { role: 'auditor' }, 'otherwise'],
    ['signed out', 'signed-out', 'yes'],
    ['signed out', 'signed-in', 'otherwise'],
    ['signed out', { role: 'admin' }, 'otherwise'],
  ] as const)('to somebody %s, when %j: %s', (state, when, expected) => {
    expect(shown(state, when)).toBe(expected)
  })

  it('may ask anything of who is signed in', () => {
    expect(shown('signed in', ({ name }) => name === 'Ada')).toBe('yes')
    expect(shown('signed in', ({ name }) => name === 'Bob')).toBe('otherwise')
  })

  it.each(['loading', 'unreachable', 'locked'] as const)(
    'shows nothing while nobody knows: %s',
    (state) => {
      expect(shown(state, 'signed-in') + shown(state, 'signed-out')).toBe('')
    },
  )
})
