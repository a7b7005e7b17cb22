/**
 * An API that would have people sign in again and again, or put words of its own into the login
 * (RFC 9470 §8): it may ask once for what was not done, in plain words, and then it has been heard.
 */
import type { ServerResponse } from 'node:http'
import { expect, it } from 'vitest'
import type { Browser } from '../browser.ts'
import { openScene, type Scene, signedIn } from './scene.ts'

const demand = 'Bearer error="insufficient_user_authentication"'

it.each([
  ['acr_values="gold"', 'acr_values=gold'],
  ['max_age=0', 'max_age=0'],
  ['acr_values="gold", max_age=0', 'acr_values=gold&max_age=0'],
])('is heard once and no more: %s [PX-25]', async (said, asked) => {
  const { browser, scene } = await rogueScene(() => `${demand}, ${said}`)
  scene.bff.clock.advance(2_000)
  expect(await codeOf(scene, browser)).toEqual([401, 'step-up-required'])

  await stepUp(scene, browser, asked)

  for (let again = 0; again < 3; again += 1) {
    expect(await codeOf(scene, browser)).toEqual([403, 'resource-forbidden'])
  }
  expect(scene.bff.logged('request.failed').at(-1)).toMatchObject({ why: 'step-up-loop' })
})

it('is not heard for ever when it asks for one thing and another by turns [PX-25]', async () => {
  let turn = 0
  const { browser, scene } = await rogueScene(() => `${demand}, acr_values="level-${turn}"`)
  for (turn = 1; turn <= 3; turn += 1) {
    expect(await codeOf(scene, browser)).toEqual([401, 'step-up-required'])
    await stepUp(scene, browser, `acr_values=level-${turn}`)
  }
  expect(await codeOf(scene, browser)).toEqual([403, 'resource-forbidden'])
})

it.each([
  `${demand}, acr_values="gold", acr_values="iron"`,
  `${demand}, acr_values="gold&redirect_uri=https://evil.example"></a>"`,
  `${demand}, max_age="-1"`,
  `${demand}, acr_values="${'x'.repeat(600)}"`,
  demand,
])('puts no words of its own into the login: %s [PX-25]', async (challenge) => {
  const { browser, scene } = await rogueScene(() => challenge)
  const answer = await browser.fetch(`${scene.origin}/api/notes`)
  const problem = await answer.json()
  expect([answer.status, problem]).toMatchObject([401, { code: 'resource-refused' }])
  expect(Object.keys(problem as object).sort()).toEqual(['code', 'ref', 'status', 'title', 'type'])
})

it('cannot speak in our name [PX-25]', async () => {
  const { browser, scene } = await rogueScene(() => undefined)
  const headers = { 'claimcheck-problem': 'step-up-required', 'claimcheck-refusal': 'x' }
  scene.api.answer = (_req, res) => void res.writeHead(401, headers).end('{}')
  const answer = await browser.fetch(`${scene.origin}/api/notes`)
  expect(answer.headers.has('claimcheck-problem')).toBe(false)
  expect(answer.headers.has('claimcheck-refusal')).toBe(false)
})

it('costs no refresh, and no second call [PX-25]', async () => {
  const { browser, scene } = await rogueScene(() => `${demand}, max_age=1`)
  const { length } = scene.liar.seen.token
  await browser.fetch(`${scene.origin}/api/notes`, { method: 'POST', body: 'x' })
  expect([scene.api.seen.length, scene.liar.seen.token.length]).toEqual([1, length])
})

async function rogueScene(challenge: () => string | undefined) {
  const scene = await openScene()
  scene.api.answer = (_req, res: ServerResponse) => {
    const said = challenge()
    res.writeHead(401, said === undefined ? {} : { 'www-authenticate': said }).end()
  }
  return { browser: await signedIn(scene), scene }
}

async function codeOf({ origin }: Scene, browser: Browser) {
  const answer = await browser.fetch(`${origin}/api/notes`)
  const { code } = (await answer.json()) as { code: string }
  return [answer.status, code]
}

function stepUp({ origin }: Scene, browser: Browser, asked: string) {
  return browser.visit(`${origin}/auth/login?${asked}`, { from: `${origin}/` })
}
