/**
 * The BFF starts while the authorization server is down; a login says so, and works as soon as the server
 * is back. Once read, the metadata is kept.
 */
import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { expect, it } from 'vitest'
import { outage } from '../liar/weather.ts'
import { expectNotStarted, expectSignedIn } from '../outcomes.ts'
import { openEncounter } from '../sign-in.ts'

it('starts without the authorization server and needs no restart when it comes up [MD-08]', async () => {
  const { liar, signIn } = await openEncounter({ wire: { discovery: outage } })
  expectNotStarted(await signIn(), '/problem?code=provider-unreachable')
  liar.lie({ wire: {} })
  expectSignedIn(await signIn())
})

it('answers 503 to whoever is not a browser, while the server is down [MD-08]', async () => {
  const { bff } = await openEncounter({ wire: { discovery: outage } })
  // Not `fetch`, which says that it is a script (Sec-Fetch-Mode: cors) and is refused for that.
  const [answer] = (await once(get(`${bff.origin}/auth/login`), 'response')) as [IncomingMessage]
  answer.resume()
  expect(answer.statusCode).toBe(503)
  expect(answer.headers['retry-after']).toMatch(/^\d+$/)
  expect(answer.headers['content-type']).toMatch('application/problem+json')
})

it('goes on with the metadata it has when the server stops telling it [MD-08, MD-07]', async () => {
  const { liar, signIn } = await openEncounter()
  expectSignedIn(await signIn())
  liar.lie({ wire: { discovery: outage } })
  expectSignedIn(await signIn())
  expect(liar.seen.discovery).toHaveLength(1)
})
