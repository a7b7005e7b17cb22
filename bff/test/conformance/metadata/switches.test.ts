/** What the metadata announces is used, and what it does not announce is done without (MD-06). */
import { expect, it } from 'vitest'
import { silentOn, without } from '../liar/forgeries.ts'
import { expectCodeUnused, expectSignedIn } from '../outcomes.ts'
import { openEncounter, signIn } from '../sign-in.ts'
import { signOut } from '../sign-out.ts'

it('pushes the request to a server that demands it, and only there [MD-06, AR-20]', async () => {
  const { liar } = await signIn({ requirePar: true })
  expect(liar.seen.par).toHaveLength(1)
  expect([...(liar.seen.authorize[0]?.url.searchParams.keys() ?? [])].toSorted()).toEqual([
    'client_id',
    'request_uri',
  ])

  const plain = await signIn({ requirePar: false })
  expectSignedIn(plain)
  expect(plain.liar.seen.par).toHaveLength(0)
})

it('demands iss from a server that announces it, and only there [MD-06, CB-05]', async () => {
  const authorizationResponse = silentOn('iss')
  expectCodeUnused(await signIn({ supportsIss: true, authorizationResponse }))
  expectSignedIn(await signIn({ supportsIss: false, authorizationResponse }))
})

it('signs out here only, where no end-session endpoint is announced [MD-06, LO-04]', async () => {
  const { liar, bff, signIn } = await openEncounter({ discovery: without('end_session_endpoint') })
  const { browser } = await signIn()
  const { location, session } = await signOut(bff, browser)
  expect(location).toBe('/signed-out')
  expect(session.status).toBe('signed-out')
  await expect.poll(() => liar.seen.revocation).toHaveLength(1)
})

it('revokes nothing where no revocation endpoint is announced [MD-06]', async () => {
  const { liar, bff, signIn } = await openEncounter({ discovery: without('revocation_endpoint') })
  const { browser } = await signIn()
  expect((await signOut(bff, browser)).session.status).toBe('signed-out')
  expect(liar.seen.revocation).toHaveLength(0)
})

it('signs in without userinfo where none is announced [MD-06]', async () => {
  const attempt = await signIn({ discovery: without('userinfo_endpoint') })
  expectSignedIn(attempt)
})
