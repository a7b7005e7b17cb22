import { QueryClientProvider } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { MemoryRouter } from 'react-router'
import type { SessionEntry } from 'shared/sessions'
import { describe, expect, it } from 'vitest'
import { Permissions } from './account/permissions.tsx'
import { Place } from './account/place.tsx'
import { Profile } from './account/profile.tsx'
import { NoteText } from './notes/note-text.tsx'
import { ThisSignIn } from './pages/account.tsx'
import { ProblemPage, readProblem } from './pages/problem.tsx'
import { sayReason, SignedOutPage } from './pages/signed-out.tsx'
import { createQueryClient } from './query-client.ts'
import { signedIn } from './testing/session-views.ts'
import { Ticket } from './ui/ticket.tsx'
import { signedOut } from './words/session.ts'

const device: SessionEntry = {
  handle: 'h-2',
  current: false,
  createdAt: 1_800_000_000,
  authTime: 1_800_000_000,
  lastActiveAt: 1_800_000_000,
  idleExpiresIn: 1_800,
  absoluteExpiresIn: 43_200,
}
const later = () => Promise.resolve()

const hostile = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"><svg onload=alert(1)>',
  '</p><a href="javascript:alert(1)">x</a>',
  '{{constructor.constructor("alert(1)")()}}',
]

function show(element: ReactNode, at = '/'): string {
  return renderToStaticMarkup(
    <QueryClientProvider client={createQueryClient()}>
      <MemoryRouter initialEntries={[at]}>{element}</MemoryRouter>
    </QueryClientProvider>,
  )
}

/** Nothing of it became an element or an attribute: our own markup has none of these. A label's value is text. */
function expectOnlyText(html: string) {
  const tags =
    html
      .match(/<[^>]*>/g)
      ?.join('')
      .replace(/ aria-label="[^"]*"/g, '') ?? ''
  expect(tags).not.toMatch(/<(script|img|svg|iframe)\b|\son\w+=|javascript:/i)
}

describe('hostile text', () => {
  it.each(hostile)('in a claim stays text: %s [FE-07]', (text) => {
    const { user, session } = signedIn()
    const claims = { sub: text, name: text, preferredUsername: text, email: text, roles: [text] }
    expectOnlyText(show(<Profile {...user} {...claims} />))
    expectOnlyText(show(<ThisSignIn {...session} acr={text} />))
    expectOnlyText(show(<Permissions scope={text} />))
    expectOnlyText(show(<Ticket kind="Your ticket" number={text} />))
  })

  it.each(hostile)('in what is known of a device stays text: %s [FE-07]', (text) => {
    const named = { ...device, device: text, address: text, amr: [text], handle: text }
    expectOnlyText(show(<Place entry={named} now={device.createdAt} onAgreed={later} />))
  })

  it.each(hostile)('in a note stays text: %s [FE-07]', (text) => {
    expectOnlyText(show(<NoteText text={text} />))
  })

  it.each(hostile)('in an address is not shown at all: %s [FE-07]', (text) => {
    const search = `?reason=${encodeURIComponent(text)}&code=${encodeURIComponent(text)}&ref=${encodeURIComponent(text)}&error_description=${encodeURIComponent(text)}`
    for (const page of [<SignedOutPage key="1" />, <ProblemPage key="2" />]) {
      const html = show(page, `/signed-out${search}`)
      expectOnlyText(html)
      expect(html).not.toContain('alert(1)')
    }
  })

  it('does not break a page by a time that is none', () => {
    const { session } = signedIn()
    expect(show(<ThisSignIn {...session} authTime={Number.NaN} />)).toContain('Signed in')
  })

  it.each(['constructor', '__proto__', 'toString'])('"%s" is no word of ours [FE-07]', (word) => {
    const { session } = signedIn()
    expect(show(<ThisSignIn {...session} acr={word} />)).toContain(word)
    expect(show(<Permissions scope={word} />)).toContain(word)
    expect(sayReason(word)).toBe(signedOut)
    expect(readProblem(new URLSearchParams({ code: word })).code).toBe('internal')
  })
})

describe('an address in a note', () => {
  it('is a link when it is http or https', () => {
    const html = show(<NoteText text={'see https://example.com/a?b=1&c now'} />)
    expect(html).toContain('<a href="https://example.com/a?b=1&amp;c" rel="noreferrer">')
  })

  it.each(['javascript:alert(1)', 'data:text/html,x', 'JAVASCRIPT:alert(1)'])(
    'is no link when it is %s [FE-07]',
    (text) => {
      expect(show(<NoteText text={text} />)).not.toContain('<a')
    },
  )
})

describe('a reference', () => {
  it.each([
    ['3a8xn3mg-4z', '3a8xn3mg-4z'],
    ['x', undefined],
    ['a b c d', undefined],
    ['a'.repeat(65), undefined],
    ['<b>1234</b>', undefined],
  ])('"%s" is shown as %s', (ref, expected) => {
    expect(readProblem(new URLSearchParams({ ref })).ref).toBe(expected)
  })
})
