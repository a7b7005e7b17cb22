/**
 * Abandoned sign-ins (layered-cookies §6.1): each leaves a cookie behind, and a page that begins many of them
 * could make the Cookie header so long that the server refuses every request. Nor may one tab's sign-in
 * overwrite another's.
 */
import { expect, it } from 'vitest'
import { createBrowser } from '../browser.ts'
import { callbackFor, openScene, viewOf } from './scene.ts'

it('keeps the Cookie header short after fifty sign-ins that nobody finished [AR-23]', async () => {
  const scene = await openScene()
  const browser = createBrowser()
  const lengths: number[] = []
  for (let count = 0; count < 50; count += 1) {
    scene.bff.clock.advance(1_000)
    await callbackFor(scene, browser, `/${'long/'.repeat(200)}`)
    lengths.push(browser.jar.headerFor(new URL(scene.origin), 'same-site')?.length ?? 0)
  }
  // Node gives all headers together 16 kB.
  expect(Math.max(...lengths)).toBeLessThan(8 * 1024)
  expect(lengths.at(-1)).toBeLessThanOrEqual(Math.max(...lengths.slice(0, 10)))

  await browser.visit(await callbackFor(scene, browser))
  expect(await viewOf(scene, browser)).toMatchObject({ status: 'signed-in' })
})

it('lets three tabs finish in reverse order, each on its own page [AR-23]', async () => {
  const scene = await openScene()
  const browser = createBrowser()
  const first = await callbackFor(scene, browser, '/first')
  const second = await callbackFor(scene, browser, '/second')
  const third = await callbackFor(scene, browser, '/third')

  expect((await browser.visit(third)).url).toBe(`${scene.origin}/third`)
  expect((await browser.visit(second)).url).toBe(`${scene.origin}/second`)
  expect((await browser.visit(first)).url).toBe(`${scene.origin}/first`)
  expect(await viewOf(scene, browser)).toMatchObject({ status: 'signed-in' })
})
