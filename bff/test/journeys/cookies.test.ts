/** What the browser holds: sealed, small, and worth nothing once a single character is another. */
import { expect, it } from 'vitest'
import { createBrowser } from '../browser.ts'
import { openHouse } from '../open-house.ts'
import { answerPages } from '../sign-in.ts'

async function loginBegun(returnTo: string) {
  const { origin } = await openHouse()
  const browser = createBrowser()
  const login = `${origin}/auth/login?${new URLSearchParams({ returnTo })}`
  const page = await browser.visit(login, { from: `${origin}/` })
  const [cookie] = browser.jar.all('localhost')
  return { origin, browser, page, cookie: cookie! }
}

it('seals the transaction cookie: nothing in it can be read [SC-15]', async () => {
  const { cookie } = await loginBegun('/notes/very-private')
  const parts = cookie.value
    .split('.')
    .map((part) => Buffer.from(part, 'base64url').toString('latin1'))
  expect(parts).toHaveLength(5) // JWE: header, no key, IV, ciphertext, tag
  expect(parts.slice(1).join('')).not.toMatch(/very-private|nonce|state|verifier|"[a-z]+":/)
})

it.each([0, 1, 2, 3, 4])('takes a changed part %i for no cookie at all [SC-15]', async (part) => {
  const { origin, browser, page, cookie } = await loginBegun('/notes')
  const parts = cookie.value.split('.')
  const text = parts[part]!
  parts[part] = text === '' ? 'AA' : text.slice(0, -2) + (text.endsWith('AA') ? 'BB' : 'AA')
  browser.jar.plant({ ...cookie, value: parts.join('.') })
  const landed = await answerPages(browser, page, origin, 'alice')
  expect(landed.url).toBe(`${origin}/signed-out?reason=login-expired`)
  expect(landed.text).not.toMatch(/Error|at .*\.ts/)
})

it('stays within what a browser keeps, with the longest return path [SC-17]', async () => {
  const { cookie } = await loginBegun(`/${'x'.repeat(2047)}`)
  expect(cookie.name.length + cookie.value.length).toBeLessThanOrEqual(4096)
  const { cookie: cut, page, origin, browser } = await loginBegun(`/${'x'.repeat(5000)}`)
  expect(cut.name.length + cut.value.length).toBeLessThan(1024)
  expect((await answerPages(browser, page, origin, 'alice')).url).toBe(`${origin}/`)
})
