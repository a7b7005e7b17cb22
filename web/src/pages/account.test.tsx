// @vitest-environment happy-dom
/** The account page: what became of sign-ins lately, whose service it is, and which of the two one leaves. */
import type { SessionList } from 'shared/sessions'
import { describe, expect, it } from 'vitest'
import { renderApp } from '../testing/render-app.tsx'
import { signedIn } from '../testing/session-views.ts'

const now = 1_800_000_060
const here: SessionList['sessions'][number] = {
  handle: 'h-1',
  current: true,
  createdAt: now,
  authTime: now,
  lastActiveAt: now,
  idleExpiresIn: 1_800,
  absoluteExpiresIn: 43_200,
  device: 'Firefox on Linux',
}
const service = { name: 'Acme ID', endsToo: true, accountUrl: 'https://id.example.com/me' }
const patient = { timeout: 20_000 }

async function open(list: Partial<SessionList> = {}, view = signedIn({}, { service })) {
  const signOuts: string[] = []
  const answers = {
    'GET /auth/sessions': () => Response.json({ sessions: [here], ...list }),
    'POST /auth/logout': ({ url }: Request) => {
      signOuts.push(new URL(url).search)
      return Response.json({ location: '/signed-out' })
    },
  }
  const app = await renderApp({ path: '/account', session: view, answers })
  await app.person.sees('Only this device is signed in.')
  return { ...app, signOuts }
}

describe('recent activity', patient, () => {
  it('says what happened, where, and why it ended', async () => {
    const { person } = await open({
      activity: [
        { at: now, what: 'confirmed', handle: 'h-1', device: 'Firefox on Linux' },
        { at: now - 300, what: 'ended', handle: 'h-0', reason: 'other-device' },
        { at: now - 600, what: 'signed-in', handle: 'h-0', address: '203.0.113.0/24' },
      ],
    })
    await person.sees('Confirmed that it was you')
    await person.sees('This device: Firefox on Linux')
    await person.sees('Signed out from another device')
    await person.sees('A browser we could not name, network 203.0.113.0/24')
    await person.sees('5 minutes ago')
  })

  it('shows ten, and says so when there is nothing or nobody tells', async () => {
    const entry = { what: 'signed-in', device: 'Safari on iPhone' } as const
    const many = Array.from({ length: 12 }, (_, at) => ({ ...entry, at, handle: `h-${at}` }))
    const { person } = await open({ activity: many })
    expect(person.words().match(/Safari on iPhone/g)).toHaveLength(10)
    await (await open({ activity: [] })).person.sees('Nothing has been noted yet.')
    await (await open()).person.sees('There is nothing to show right now.')
  })
})

describe('signing out', patient, () => {
  /** The menu in the bar has both as well. */
  const onThePage = (selector: string) => [
    ...document.querySelectorAll<HTMLElement>(`main .sign-out ${selector}`),
  ]

  it('ends it at the sign-in service, too', async () => {
    const { signOuts } = await open()
    onThePage('button')[0]?.click()
    await expect.poll(() => signOuts).toEqual([''])
  })

  it('leaves the sign-in service alone where that is unticked', async () => {
    const { signOuts } = await open()
    onThePage('input')[0]?.click()
    onThePage('button')[0]?.click()
    await expect.poll(() => signOuts).toEqual(['?only=here'])
  })

  it('offers nothing that the sign-in service cannot do', async () => {
    const { person } = await open({}, signedIn({}, { service: { ...service, endsToo: false } }))
    expect(person.words()).not.toContain('Sign out of Acme ID too')
    expect(person.words()).toContain('Managed by Acme ID.')
    expect(person.words()).toContain('Your account at Acme ID')
  })

  it('leads to no address that is none', async () => {
    const accountUrl = 'javascript:alert(1)'
    const { person } = await open({}, signedIn({}, { service: { ...service, accountUrl } }))
    expect(person.words()).not.toContain('Your account at Acme ID')
  })
})
