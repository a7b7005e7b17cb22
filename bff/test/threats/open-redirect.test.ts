/**
 * Open redirect (RFC 9700 §4.11.1): a sign-in link that begins at our own origin and ends at the attacker's.
 * URL parsers forgive what browsers forgive in other ways, so every form is tried through the whole sign-in.
 */
import { beforeAll, expect, it } from 'vitest'
import { createBrowser } from '../browser.ts'
import { type Scene, setScene } from './scene.ts'

let scene: Scene
beforeAll(async () => (scene = await setScene()).close)

const payloads = [
  ['another origin', 'https://evil.example/notes'],
  ['an origin without slashes', 'https:evil.example'],
  ['a scheme-relative reference', '//evil.example'],
  ['three slashes', '///evil.example'],
  ['a backslash after the slash', '/\\evil.example'],
  ['two backslashes', '\\\\evil.example'],
  ['an encoded tab that was decoded once', '/\t/evil.example'],
  ['a tab still encoded, before the slash', '%09//evil.example'],
  ['a line feed between the slashes', '/\n/evil.example'],
  ['a carriage return between the slashes', '/\r/evil.example'],
  ['a line feed and a header', '/x\r\nSet-Cookie: evil=1'],
  ['a blank before the slashes', ' //evil.example'],
  ['NUL', '/\u0000/evil.example'],
  ['NUL alone', '\u0000'],
  ['dot segments that leave two slashes', '/x/..//evil.example'],
  ['encoded dot segments that leave two slashes', '/%2e//evil.example'],
  ['script', 'javascript:alert(1)'],
  ['script behind a tab', 'java\tscript:alert(1)'],
  ['data', 'data:text/html,<script>alert(1)</script>'],
  ['a user name that looks like us', '@evil.example'],
  ['our name as the user', 'http://localhost@evil.example/notes'],
  ['our name as a subdomain', 'http://localhost.evil.example/notes'],
  ['a relative path', 'evil.example'],
  ['more than any path of ours', `/${'a'.repeat(5_000)}`],
] as const

it.each(payloads)('lands at home when returnTo is %s [AR-14]', async (_what, returnTo) => {
  expect(await landingAfter({ returnTo })).toBe('/')
})

it.each(payloads)(
  'lands at home when target_link_uri is %s [AR-14, AR-18]',
  async (_what, target) => {
    const iss = scene.liar.issuer
    expect(await landingAfter({ iss, target_link_uri: target })).toBe('/')
  },
)

it.each([
  ['with credentials', (origin: string) => `${origin.replace('//', '//me:pw@')}/notes`],
  ['with two slashes', (origin: string) => `${origin}//evil.example`],
  ['at another port', () => 'http://localhost:1/notes'],
])('lands at home when target_link_uri is ours %s [AR-14, AR-18]', async (_what, forge) => {
  const iss = scene.liar.issuer
  expect(await landingAfter({ iss, target_link_uri: forge(scene.origin) })).toBe('/')
})

it.each(['/notes?q=//evil.example#x', '/@evil.example'])('lands at %s', async (returnTo) => {
  expect(await landingAfter({ returnTo })).toBe(returnTo)
})

/** What the callback says, to the letter. */
async function landingAfter(parameters: Record<string, string>) {
  const login = `${scene.origin}/auth/login?${new URLSearchParams(parameters)}`
  const { hops } = await createBrowser().visit(login)
  return hops.at(-2)?.headers.get('location')
}
