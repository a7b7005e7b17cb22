/** Front-channel logout, as everybody's page may ask for it: only issuer and session together do anything. */
import { expect, it } from 'vitest'
import { openFrame, viewOf } from '../provider-sign-out.ts'
import { signIn } from '../sign-in.ts'

async function framed(
  change: (query: URLSearchParams) => void,
  env: Record<string, string> = { OIDC_FRONTCHANNEL_LOGOUT: 'on' },
) {
  const attempt = await signIn({}, { env })
  const { issuer, signIns } = attempt.liar
  const query = new URLSearchParams({ iss: issuer, sid: signIns[0]!.sid })
  change(query)
  const answer = await openFrame(`${attempt.bff.origin}/auth/frontchannel-logout?${query}`)
  return { answer, attempt, log: attempt.bff.logged('logout.provider-refused') }
}

it.each<[string, (query: URLSearchParams) => void, why: string]>([
  ['no iss', (query) => query.delete('iss'), 'request'],
  ['no sid', (query) => query.delete('sid'), 'request'],
  ['an empty sid', (query) => query.set('sid', ''), 'request'],
  ['neither', (query) => ['iss', 'sid'].forEach((name) => query.delete(name)), 'request'],
  ['two sids', (query) => query.append('sid', 'another'), 'request'],
  ['two issuers', (query) => query.append('iss', 'https://other.example'), 'request'],
  ['another issuer', (query) => query.set('iss', 'https://other.example'), 'iss'],
  ['our issuer with a slash', (query) => query.set('iss', `${query.get('iss')}/`), 'iss'],
])('signs nobody out with %s [LO-18]', async (_what, change, why) => {
  const { answer, attempt, log } = await framed(change)
  expect(answer.status).toBe(400)
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(await viewOf(attempt)).toMatchObject({ status: 'signed-in' })
  expect(log).toEqual([expect.objectContaining({ channel: 'front', why })])
})

it('signs nobody out with a wrong sid, and does not tell that it is wrong [LO-18]', async () => {
  const right = await framed(() => {})
  const wrong = await framed((query) => query.set('sid', 'another'))
  expect(await viewOf(right.attempt)).toMatchObject({ status: 'signed-out' })
  expect(await viewOf(wrong.attempt)).toMatchObject({ status: 'signed-in' })
  expect(wrong.answer.status).toBe(right.answer.status)
  expect(await wrong.answer.text()).toBe(await right.answer.text())
})

it('answers with a page that runs nothing, is kept by nobody, and fits the frames of the issuer alone [LO-18]', async () => {
  const { answer, attempt } = await framed(() => {})
  expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(answer.headers.get('content-security-policy')).toBe(
    `default-src 'none'; frame-ancestors ${new URL(attempt.liar.issuer).origin}; sandbox`,
  )
  expect(await answer.text()).not.toContain('<script')
  expect(attempt.bff.logged('logout.provider')).toEqual([
    expect.objectContaining({ channel: 'front', by: 'sid', sessions: 1 }),
  ])
})

it('does not exist unless it is switched on [LO-18]', async () => {
  const { answer, attempt } = await framed(() => {}, {})
  expect(answer.headers.get('claimcheck-refusal')).toBe('not-found')
  expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
  expect(await viewOf(attempt)).toMatchObject({ status: 'signed-in' })
})
