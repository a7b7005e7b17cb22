/**
 * What an auditor reads afterwards: who came in, who did not, what ended and why, in OWASP's words – beside the
 * log, whatever LOG_LEVEL says, and about people without naming them.
 */
import { beforeEach, describe, expect, it } from 'vitest'
import { createBrowser } from '../browser.ts'
import { onlyIn } from '../configurations.ts'
import {
  askWith,
  callbackFor,
  cookieHeaderOf,
  openScene,
  type Scene,
  signedIn,
} from '../threats/scene.ts'

beforeEach(() => onlyIn('plain'))

interface Line {
  event: string
  [field: string]: unknown
}

function audited({ bff }: Scene, event?: string): Line[] {
  const lines = bff.log.map((line) => JSON.parse(line) as Line).filter(({ audit }) => audit)
  return event === undefined ? lines : lines.filter((line) => line.event === event)
}

describe('the audit trail', () => {
  it('tells a life from beginning to end: who, what, when, with which outcome [EL-05]', async () => {
    const scene = await openScene()
    const browser = await signedIn(scene)
    await browser.fetch(`${scene.origin}/auth/logout`, { method: 'POST' })
    const [success, created, expired] = audited(scene)
    expect(success).toEqual({
      audit: true,
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      event: 'authn_login_success',
      outcome: 'success',
      ref: expect.any(String),
      subject: expect.stringMatching(/^[\w-]{16}$/),
      session: expect.stringMatching(/^[\w-]{16}$/),
    })
    const { subject, session } = success!
    expect(created).toMatchObject({ event: 'session_created', subject, session })
    const end = { event: 'session_expired', subject, session, reason: 'user', outcome: 'success' }
    expect(expired).toMatchObject(end)
  })

  it('tells why nobody came in, and of a cookie that somebody still has', async () => {
    const scene = await openScene()
    await createBrowser().visit(await callbackFor(scene, createBrowser())) // another browser's
    expect(audited(scene, 'authn_login_fail')).toMatchObject([
      { why: 'state', code: 'login-expired', outcome: 'failure', level: 'warn' },
    ])
    const browser = await signedIn(scene)
    const cookie = cookieHeaderOf(browser)
    await browser.fetch(`${scene.origin}/auth/logout`, { method: 'POST' })
    await askWith(cookie, `${scene.origin}/api/notes`)
    const [{ subject }] = audited(scene, 'session_expired') as [Line]
    expect(audited(scene, 'session_use_after_expire')).toMatchObject([
      { subject, reason: 'user', outcome: 'failure' },
    ])
  })

  it('tells whom the doorman sent away', async () => {
    const scene = await openScene()
    await fetch(`${scene.origin}/auth/session`, { headers: { 'sec-fetch-site': 'cross-site' } })
    expect(audited(scene)).toMatchObject([{ event: 'authz_fail', why: expect.any(String) }])
  })

  it('has a ref under which the log knows more', async () => {
    const scene = await openScene()
    await signedIn(scene)
    const [{ ref }] = audited(scene, 'authn_login_success') as [Line]
    expect(scene.bff.logged('request.finished').filter((line) => line.ref === ref)).toMatchObject([
      { route: '/auth/callback', status: 303 },
    ])
  })

  it('is whole when the log is told to be quiet', async () => {
    const scene = await openScene({}, { env: { LOG_LEVEL: 'fatal' } })
    await signedIn(scene)
    expect(scene.bff.log).toHaveLength(2)
    expect(audited(scene)).toHaveLength(2)
  })

  it('says nothing of ordinary calls, and names nobody', async () => {
    const scene = await openScene()
    const browser = await signedIn(scene)
    const before = audited(scene).length
    for (let call = 0; call < 5; call += 1) await browser.fetch(`${scene.origin}/api/notes`)
    expect(audited(scene)).toHaveLength(before)
    const view = (await (await browser.fetch(`${scene.origin}/auth/session`)).json()) as {
      user: Record<string, unknown>
    }
    const names = Object.values(view.user).filter((value) => typeof value === 'string')
    expect(names).not.toEqual([])
    const told = JSON.stringify(audited(scene))
    expect(names.filter((name) => told.includes(name))).toEqual([])
  })
})
