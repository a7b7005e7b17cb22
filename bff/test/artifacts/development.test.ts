/**
 * `pnpm dev`, started for real in a copy of the repository: as the README has it, and what is typed at it
 * afterwards. With nothing configured it opens the local world; with four settings it signs in at your own provider.
 */
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createBrowser } from '../browser.ts'
import { type Copy, createCopy } from '../cold-run/copy.ts'
import { openLiar } from '../conformance/liar.ts'
import { signIn } from '../sign-in.ts'
import { shellLines } from './shell-lines.ts'

let copy: Copy
beforeAll(() => {
  copy = createCopy()
})
afterAll(() => copy.close())

const ready = 'Ctrl-C stops it all'
const originIn = (said: string) => /Open +(http:\/\/localhost:\d+)/.exec(said)?.[1] ?? ''

it('opens the local world, where people sign in and faults are switched on', async () => {
  const dev = await copy.start('dev', ready)
  const origin = originIn(dev.said())
  const browser = createBrowser()
  expect((await browser.visit(`${origin}/`)).text).toContain('<div id="root">')
  await signIn(browser, origin, 'alice', { returnTo: '/notes' })
  expect((await browser.fetch(`${origin}/api/notes`)).status).toBe(200)

  const [, key = ''] = /\/__dev\/open\?key=(\S+)/.exec(dev.said()) ?? []
  const { line = '' } = shellLines().find((each) => each.line.includes('/__dev/faults')) ?? {}
  // The usual port may be somebody else's here.
  const command = line.replace('localhost:3000', origin)
  const answer = await new Promise<string>((resolve) => {
    execFile('sh', ['-c', command], { env: { ...process.env, KEY: key } }, (_error, stdout) =>
      resolve(stdout),
    )
  })
  expect(answer).toContain('"api-500"')
  expect((await browser.fetch(`${origin}/api/notes`)).status).toBe(500)
  await dev.stop()
}, 60_000)

it('signs in at your own provider, by the environment and a .env for development', async () => {
  const liar = await openLiar()
  const keys = randomBytes(32).toString('base64url')
  const file = `NODE_ENV=development\nOIDC_CLIENT_SECRET=${liar.clientSecret}\nSESSION_KEYS=${keys}\n`
  writeFileSync(join(copy.folder, '.env'), file)
  const dev = await copy.start('dev', ready, {
    OIDC_ISSUER: liar.issuer,
    OIDC_CLIENT_ID: liar.clientId,
    RESOURCE_NOTES_URL: liar.endpoints.userinfo,
  })
  const origin = originIn(dev.said())
  const browser = createBrowser()
  await browser.visit(`${origin}/auth/login`)
  const session = await browser.fetch(`${origin}/auth/session`)
  expect(await session.json()).toMatchObject({ status: 'signed-in', user: { sub: 'ada' } })
  await dev.stop()
  await liar.close()
}, 60_000)
