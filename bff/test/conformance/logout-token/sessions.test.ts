/** Which sessions end (Back-Channel Logout §2.7): the one that is named, or all of the person – and no other. */
import { randomBytes } from 'node:crypto'
import { paths } from 'shared/paths'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createMemoryStorage } from '../../../src/storage/memory.ts'
import { sidMark, subjectMark } from '../../../src/session/marks.ts'
import { createBrowser } from '../../browser.ts'
import { createMovableClock, openBff } from '../../open-bff.ts'
import { type Liar, openLiar } from '../liar.ts'
import { expectDone, tellOfLogout } from '../provider-sign-out.ts'
import { signIn as signInOnce } from '../sign-in.ts'

const storage = () => createMemoryStorage(createMovableClock())

async function openLiarHere(): Promise<Liar> {
  const liar = await openLiar()
  onTestFinished(() => liar.close())
  return liar
}

const keys = randomBytes(32).toString('base64url')

/** One of several instances on one store. */
async function openInstance(liar: Liar, shared: ReturnType<typeof storage>) {
  const env = {
    OIDC_ISSUER: liar.issuer,
    OIDC_CLIENT_ID: liar.clientId,
    OIDC_CLIENT_SECRET: liar.clientSecret,
    SESSION_KEYS: keys,
  }
  const bff = await openBff({ env, storage: shared })
  onTestFinished(() => bff.close())
  const signIn = async () => {
    const browser = createBrowser()
    await browser.visit(bff.origin + paths.login)
    return async () => {
      const answer = await browser.fetch(bff.origin + paths.session)
      return ((await answer.json()) as { status: string }).status
    }
  }
  return { bff, signIn }
}

/** Three sessions of Ada's on two instances. */
async function threeSessions() {
  const [liar, shared] = [await openLiarHere(), storage()]
  const first = await openInstance(liar, shared)
  const second = await openInstance(liar, shared)
  const statuses = [await first.signIn(), await second.signIn(), await second.signIn()]
  return {
    liar,
    shared,
    first,
    states: () => Promise.all(statuses.map((status) => status())),
  }
}

const [here, gone] = ['signed-in', 'signed-out']

describe('of three sessions on two instances', () => {
  it('one ends by its sid, told to the other instance [LO-14]', async () => {
    const { liar, first, states } = await threeSessions()
    const { sid } = liar.signIns[1]!
    await expectDone(await tellOfLogout(first.bff, await liar.logoutToken({ sid })))
    expect(await states()).toEqual([here, gone, here])
  })

  it('one ends by sid and sub together [LO-14]', async () => {
    const { liar, first, states } = await threeSessions()
    await expectDone(await tellOfLogout(first.bff, await liar.logoutToken(liar.signIns[2]!)))
    expect(await states()).toEqual([here, here, gone])
  })

  it('all end by sub [LO-14]', async () => {
    const { liar, first, states } = await threeSessions()
    await expectDone(await tellOfLogout(first.bff, await liar.logoutToken({ sub: 'ada' })))
    expect(await states()).toEqual([gone, gone, gone])
    expect(first.bff.logged('logout.provider')).toEqual([
      expect.objectContaining({ channel: 'back', by: 'sub', sessions: 3 }),
    ])
  })

  it.each([
    ['a sid of somebody else', { sid: 'unknown' }],
    ['a person who is not here', { sub: 'bob' }],
    ["a sid with another person's sub", { sub: 'bob', sid: 'of-session-1' }],
  ])('none ends by %s, and that is fine [LO-14, LO-15]', async (_what, about) => {
    const { liar, first, states } = await threeSessions()
    const { sid } = about as { sid?: string }
    const named = { ...about, ...(sid === 'of-session-1' && { sid: liar.signIns[0]!.sid }) }
    await expectDone(await tellOfLogout(first.bff, await liar.logoutToken(named)))
    expect(await states()).toEqual([here, here, here])
  })
})

it('answers 200 also when the person is signed out already [LO-15]', async () => {
  const { liar, first } = await threeSessions()
  await expectDone(await tellOfLogout(first.bff, await liar.logoutToken({ sub: 'ada' })))
  await expectDone(await tellOfLogout(first.bff, await liar.logoutToken({ sub: 'ada' })))
})

it("leaves another issuer's person of the same name alone [LO-14]", async () => {
  const [ours, theirs, shared] = [await openLiarHere(), await openLiarHere(), storage()]
  const first = await openInstance(ours, shared)
  const other = await openInstance(theirs, shared)
  const [ada, otherAda] = [await first.signIn(), await other.signIn()]
  await expectDone(await tellOfLogout(first.bff, await ours.logoutToken({ sub: 'ada' })))
  expect([await ada(), await otherAda()]).toEqual([gone, here])
})

it('finds a session by its sid after the person signed in anew, and nothing after the end [LO-17]', async () => {
  const { bff, liar, browser } = await signInOnce({
    idTokenClaims: (claims) => ({ ...claims, sid: 'one-for-both' }),
  })
  const cookie = () => browser.jar.all('localhost').find(({ name }) => name === 'claimcheck-dev')
  const before = cookie()?.value
  await browser.visit(`${bff.origin}${paths.login}?prompt=login`, { from: `${bff.origin}/` })
  expect(cookie()?.value).not.toBe(before)

  await expectDone(await tellOfLogout(bff, await liar.logoutToken({ sid: 'one-for-both' })))
  const answer = await browser.fetch(bff.origin + paths.session)
  expect(await answer.json()).toMatchObject({ status: gone })
  expect(await bff.storage.find(sidMark(liar.issuer, 'one-for-both'))).toEqual([])
  expect(await bff.storage.find(subjectMark(liar.issuer, 'ada'))).toEqual([])
})
