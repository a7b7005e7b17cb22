/** Every attempt draws its own secrets, long enough and without meaning. */
import { expect, it } from 'vitest'
import { parametersOf } from '../authorization-request.ts'
import { createBrowser } from '../browser.ts'
import { openHouse } from '../open-house.ts'
import { recordingFetch } from '../recording-fetch.ts'
import { signIn } from '../sign-in.ts'

const octets = (text: string) => Buffer.from(text, 'base64url')

it('draws new state, nonce and challenge for each of 300 attempts [AR-04, AR-06, AR-11]', async () => {
  const backChannel = recordingFetch()
  const { origin } = await openHouse({ fetch: backChannel.fetch })
  const requests: URLSearchParams[] = []
  for (let attempt = 0; attempt < 300; attempt += 1) {
    const page = await createBrowser().visit(`${origin}/auth/login`, { stopBefore: () => true })
    requests.push(parametersOf(page.headers.get('location')!, backChannel))
  }
  for (const name of ['state', 'nonce', 'code_challenge']) {
    const drawn = requests.map((request) => request.get(name)!)
    expect(new Set(drawn).size).toBe(300)
    for (const value of drawn) {
      expect(value).toMatch(/^[A-Za-z0-9_-]{43}$/) // 32 octets; OpenID Connect wants a nonce of at most 64
      expect(octets(value)).toHaveLength(32)
    }
  }
})

it('says nothing of person, path or tenant in state and scope [AR-08]', async () => {
  const backChannel = recordingFetch()
  const { origin } = await openHouse({ fetch: backChannel.fetch })
  const login = `${origin}/auth/login?returnTo=/notes/secret-plan&login_hint=alice%40example.com`
  const page = await createBrowser().visit(login, { stopBefore: () => true })
  const request = parametersOf(page.headers.get('location')!, backChannel)
  const readable = octets(request.get('state')!).toString('latin1') + request.get('scope')
  expect(readable).not.toMatch(/alice|secret-plan|notes\/|eyJ/)
})

it('starts afresh after an attempt that was cancelled [AR-04]', async () => {
  const backChannel = recordingFetch()
  const { origin } = await openHouse({ fetch: backChannel.fetch })
  const browser = createBrowser()
  const asked = async (consent: 'allow' | 'refuse') => {
    const { hops } = await signIn(browser, origin, 'carol', { consent })
    return parametersOf(hops.find(({ url }) => url.includes('/auth?'))!.url, backChannel)
  }
  const [refused, allowed] = [await asked('refuse'), await asked('allow')]
  for (const name of ['state', 'nonce', 'code_challenge']) {
    expect(refused.get(name)).not.toBe(allowed.get(name))
  }
  const [verifier] = backChannel.to('/token').map(({ form }) => form.get('code_verifier')!)
  expect(verifier).toMatch(/^[A-Za-z0-9._~-]{43,128}$/)
})

it('gives sessions ids of 256 random bits that mean nothing [SC-07]', async () => {
  const { origin } = await openHouse()
  const ids: string[] = []
  for (let round = 0; round < 5; round += 1) {
    const browser = createBrowser()
    await signIn(browser, origin, 'alice')
    ids.push(browser.jar.all('localhost').find(({ name }) => name === 'claimcheck-dev')!.value)
  }
  expect(new Set(ids).size).toBe(5)
  for (const id of ids) {
    expect(octets(id)).toHaveLength(32)
    expect(octets(id).toString('latin1')).not.toMatch(/alice|"[a-z]+":/)
  }
  // No structure: no octet stands at the same place in all of them, but for a chance of 1 in 10^8.
  const fixed = [...octets(ids[0]!).keys()].filter((at) =>
    ids.every((id) => octets(id)[at] === octets(ids[0]!)[at]),
  )
  expect(fixed).toEqual([])
})
