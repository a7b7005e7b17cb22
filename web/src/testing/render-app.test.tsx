// @vitest-environment happy-dom
/** Whole pages with their guards, and what a session that ends does to them. */
import { describe, expect, it } from 'vitest'
import { fakeClock } from './fake-clock.ts'
import { refusal } from './pretend-bff.ts'
import { renderApp } from './render-app.tsx'
import { signedIn, signedOut } from './session-views.ts'

const note = { id: '1', title: 'Umbrella', text: '', updatedAt: '2026-01-01T00:00:00Z' }
const noNotes = { 'GET /api/notes': () => Response.json({ notes: [] }) }

/** Somebody has typed a note that is not saved yet. */
async function writing() {
  const app = await renderApp({ path: '/notes', session: signedIn(), answers: noNotes })
  await app.person.sees('Nothing here yet')
  await app.person.fill('Title', 'Umbrella')
  return app
}

const patient = { timeout: 20_000 }

describe('a private page', patient, () => {
  it('sends a stranger to sign in, with the way back [FE-06]', async () => {
    const { address, person, bff } = await renderApp({ path: '/notes?q=1' })
    expect(address()).toBe('/auth/login?returnTo=%2Fnotes%3Fq%3D1')
    expect(person.words()).toBe('')
    expect(bff.asked).toEqual([])
  })

  it('does not send them round: the second time it waits for a press [FE-06]', async () => {
    const { otherTab } = await renderApp({ path: '/notes' })
    const again = await otherTab('/notes')
    await again.person.sees('Sign in to continue')
    expect(again.address()).toBe('/notes')
  })

  it('tells who has been signed out why, first', async () => {
    const { address, person } = await renderApp({ path: '/notes', session: signedOut('idle') })
    await person.sees('Nothing happened for a while')
    expect(address()).toBe('/notes')
  })

  it('is there for who is signed in, and asks nobody who that is', async () => {
    const answers = { 'GET /api/notes': () => Response.json({ notes: [note] }) }
    const { person, bff } = await renderApp({ path: '/notes', session: signedIn(), answers })
    await person.sees('Umbrella')
    expect(new Set(bff.asked)).toEqual(new Set(['GET /api/notes']))
  })
})

describe('a session that ends in the middle of a form', patient, () => {
  it('costs no word, and the note is sent once its person is back', async () => {
    const { person, bff } = await writing()
    bff.session = signedOut('idle')
    await person.press('Add note')
    await person.sees('What you typed is still here. Sign in to carry on.')
    expect(person.valueOf('Title')).toBe('Umbrella')

    bff.answers = {
      'GET /api/notes': () => Response.json({ notes: [note] }),
      'POST /api/notes': () => Response.json(note, { status: 201 }),
    }
    bff.session = signedIn({}, { handle: 'h-2' })
    person.returns()
    await expect.poll(() => person.valueOf('Title'), patient).toBe('')
    await person.sees('1 note')
    expect(bff.asked.filter((what) => what === 'POST /api/notes')).toHaveLength(2)
  })

  it('costs no word either where signing in takes this very tab', async () => {
    const { person, bff, address, otherTab } = await writing()
    bff.session = signedOut('idle')
    await person.press('Add note')
    await person.press('Use this tab instead')
    expect(address()).toBe('/auth/login?returnTo=%2Fnotes')

    bff.session = signedIn({}, { handle: 'h-2' })
    const back = await otherTab('/notes')
    await back.person.sees('We restored what you had typed.')
    expect(back.person.valueOf('Title')).toBe('Umbrella')
  })

  it('leaves nothing to another person', async () => {
    const { person, bff, isCovered } = await writing()
    bff.session = signedOut('idle')
    await person.press('Add note')
    await person.sees('Sign in to carry on.')
    bff.session = signedIn({ sub: 'bob' }, { handle: 'h-2' })
    person.returns()
    await expect.poll(isCovered, patient).toBe(true)
    expect(bff.asked.filter((what) => what === 'POST /api/notes')).toHaveLength(1)
  })

  it('is not what a store that is down looks like [FE-10]', async () => {
    const { person, bff } = await writing()
    bff.answers = { 'POST /api/notes': () => refusal('store-unreachable') }
    await person.press('Add note')
    await person.sees('We cannot look up who you are right now.')
    expect(person.words()).not.toContain('signed out')
  })
})

describe('an action that takes more than a sign-in', patient, () => {
  const toErase = 'POST /api/notes/erase'
  const answers = {
    'GET /api/notes': () => Response.json({ notes: [note] }),
    [toErase]: () => refusal('step-up-required', { maxAge: 300 }),
  }

  async function erasing() {
    const app = await renderApp({ path: '/notes', session: signedIn(), answers })
    await app.person.press('Delete all')
    await app.person.sees('They will be gone for good.')
    await app.person.press('Delete all')
    await app.person.sees('You are about to delete all your notes.')
    return app
  }

  it('is done once its person has confirmed, once [PX-25]', async () => {
    const { person, bff, otherTab } = await erasing()
    bff.answers = {
      'GET /api/notes': () => Response.json({ notes: [] }),
      [toErase]: () => new Response(null, { status: 204 }),
    }
    bff.session = signedIn({}, { handle: 'h-2' })
    await otherTab('/signed-in?attempt=1') // where the window ends in which they did
    await person.sees('Nothing here yet')
    expect(bff.asked.filter((what) => what === toErase)).toHaveLength(2)
  })

  it('is not done when they say no', async () => {
    const { person, bff } = await erasing()
    await person.press('Cancel')
    await person.sees('You did not confirm that it is you')
    expect(bff.asked.filter((what) => what === toErase)).toHaveLength(1)
  })
})

describe('another tab', patient, () => {
  it('goes where the first one goes: signed out in one, signed out in both [LO-08]', async () => {
    const { person, otherTab } = await renderApp({
      path: '/notes',
      session: signedIn(),
      answers: noNotes,
    })
    await person.sees('Nothing here yet')
    const other = await otherTab()
    await other.person.sees('Nothing here yet')
    await other.person.press('Sign out')
    await person.sees('You are signed out')
    expect(person.words()).not.toContain('Nothing here yet')
  })

  it('hears of the end from the BFF, too', async () => {
    const { person, bff } = await renderApp({ path: '/', session: signedIn() })
    await person.sees('Ada')
    bff.session = signedOut('operator')
    bff.live.tell('ended', { reason: 'operator' })
    await person.seesNoMore('Ada')
  })
})

describe('the clock', patient, () => {
  it('brings the warning in time, and staying takes it away', async () => {
    const clock = fakeClock()
    const minutes = 60_000
    const { person, bff } = await renderApp({
      path: '/notes',
      session: signedIn(),
      answers: noNotes,
      clock,
    })
    bff.session = signedIn({}, { idleExpiresIn: 119 })
    await clock.pass(28 * minutes + 1_000)
    await person.sees('You will be signed out soon')
    bff.session = signedIn()
    await person.press('Stay signed in')
    await person.seesNoMore('You will be signed out soon')
    expect(bff.asked.at(-1)).toBe('POST /auth/session/extend')
  })
})
