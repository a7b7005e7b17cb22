/**
 * The BFF starts while the authorization server is down; a login says so, and works as soon as the server
 * is back. Once read, the metadata is kept.
 */
import { expect, it } from 'vitest'
import { outage } from '../liar/weather.ts'
import { expectRefused, expectSignedIn } from '../outcomes.ts'
import { openEncounter } from '../sign-in.ts'

it('starts without the authorization server and needs no restart when it comes up [MD-08]', async () => {
  const { liar, signIn } = await openEncounter({ wire: { discovery: outage } })
  expectRefused(await signIn(), '/problem?code=provider-unreachable')
  liar.lie({ wire: {} })
  expectSignedIn(await signIn())
})

it('answers a script 503 while the server is down [MD-08]', async () => {
  const { bff } = await openEncounter({ wire: { discovery: outage } })
  const headers = { accept: 'application/json' }
  const answer = await fetch(`${bff.origin}/auth/login`, { headers, redirect: 'manual' })
  expect(answer.status).toBe(503)
  expect(answer.headers.get('retry-after')).toMatch(/^\d+$/)
  expect(await answer.json()).toMatchObject({ code: 'provider-unreachable' })
})

it('goes on with the metadata it has when the server stops telling it [MD-08, MD-07]', async () => {
  const { liar, signIn } = await openEncounter()
  expectSignedIn(await signIn())
  liar.lie({ wire: { discovery: outage } })
  expectSignedIn(await signIn())
  expect(liar.seen.discovery).toHaveLength(1)
})
