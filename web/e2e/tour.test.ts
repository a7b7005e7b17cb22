/**
 * The tour of `pnpm demo`, without pictures and without pauses: what each stage promises is asked for when it has come.
 */
import { execFile } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Page } from 'playwright-core'
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import { openDevelopment } from '../demo/development.ts'
import { indexedPng } from '../demo/indexed-png.ts'
import { setStage, type Stage } from '../demo/stage.ts'
import { note, playTour, type StageName, stageNames, tourTable } from '../demo/tour.ts'
import { openChromium } from './chromium.ts'

type Ask = (stage: Stage) => Promise<unknown>

const flow = (inspector: Page, name: string) =>
  inspector.getByRole('navigation', { name: 'Flows' }).getByRole('button', { name }).first()

/** What has to be true, and what the inspector has to have drawn, at the end of each stage. */
const promises: [StageName, Ask][] = [
  ['front-page', ({ inspector }) => inspector.getByText('Nothing has happened yet').waitFor()],
  ['signed-in', ({ inspector }) => flow(inspector, 'Sign-in complete').waitFor()],
  [
    'session-lost',
    async ({ app, inspector }) => {
      const visible = await app.evaluate<string>('document.body.innerText')
      expect(visible).toContain('What you typed is still here.')
      expect(visible).not.toContain(note.title)
      await flow(inspector, 'POST /api/notes failed').waitFor()
    },
  ],
  [
    'saved',
    async ({ app, inspector }) => {
      await app.getByText(note.text, { exact: true }).waitFor()
      await flow(inspector, 'POST /api/notes complete').waitFor()
      await flow(inspector, 'Sign-in in a window of its own complete').waitFor()
    },
  ],
  ['step-up', ({ app }) => app.getByText('You are about to delete all your notes.').waitFor()],
  ['confirmed', ({ inspector }) => flow(inspector, 'Step-up complete').waitFor()],
  ['two-devices', ({ app }) => app.getByText('Whoever uses it has to sign in again.').waitFor()],
  [
    'other-ended',
    async ({ phone }) => {
      expect(await phone.evaluate('document.body.innerText')).not.toContain('Groceries')
    },
  ],
  [
    'signed-out',
    async ({ app, inspector }) => {
      await flow(inspector, 'Sign-out complete').waitFor()
      await inspector.getByText('Nothing: nobody is signed in here.').waitFor()
      expect(await app.evaluate('JSON.stringify([sessionStorage, document.cookie])')).not.toContain(
        note.title,
      )
    },
  ],
]

describe.skipIf(inject('chromium') === null)('the tour', () => {
  it('loses the session in the middle of a form and not a letter, and ends where it began', async () => {
    const development = await openDevelopment({ table: tourTable })
    onTestFinished(() => development.close())
    const browser = await openChromium(inject('chromium') ?? '')
    const { origin, key } = development.house
    const stage = await setStage(browser, { origin, key, colorScheme: 'light', headed: false })
    onTestFinished(() => stage.close())
    const complaints: string[] = []
    stage.app.on('pageerror', ({ message }) => complaints.push(message))

    const asked = new Map(promises)
    for await (const name of playTour(stage)) {
      await asked.get(name)?.(stage)
      asked.delete(name)
    }
    expect([...asked.keys()]).toEqual([])
    expect(complaints).toEqual([])
  })

  it('is packed into pictures that a browser reads as they were', async () => {
    const browser = await openChromium(inject('chromium') ?? '')
    const page = await browser.newPage()
    onTestFinished(() => page.close())
    const pixels = [0, 0, 0, 255, 244, 181, 63, 255, 255, 255, 255, 255, 23, 25, 30, 255]
    const picture = indexedPng(Uint8Array.from(pixels), 2, 2).toString('base64')
    const read = await page.evaluate<number[]>(`(async () => {
      const blob = await (await fetch('data:image/png;base64,${picture}')).blob()
      const canvas = new OffscreenCanvas(2, 2).getContext('2d')
      canvas.drawImage(await createImageBitmap(blob), 0, 0)
      return [...canvas.getImageData(0, 0, 2, 2).data]
    })()`)
    expect(read).toEqual(pixels)
  })
})

it('pnpm demo says what is missing where there is no display', async () => {
  const demo = fileURLToPath(new URL('../demo/demo.ts', import.meta.url))
  const env = {
    ...process.env,
    NODE_ENV: 'test',
    DISPLAY: '',
    WAYLAND_DISPLAY: '',
    CHROMIUM: process.execPath,
  }
  const asked = promisify(execFile)(process.execPath, [demo, '--headed'], { env })
  await expect(asked).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('There is no display'),
  })
})

describe('the pictures of the tour', () => {
  const folder = new URL('../docs/tour/', import.meta.url)
  const pictures = readdirSync(folder)

  it('are there in both themes, named by their stage', () => {
    const stages = pictures.map((name) => /^(.*)-(?:light|dark)\.png$/.exec(name)?.[1] ?? name)
    expect(stages.filter((name) => !stageNames.includes(name as StageName))).toEqual([])
    const both = [...new Set(stages)].flatMap((name) => [`${name}-dark.png`, `${name}-light.png`])
    expect(pictures).toEqual(both.toSorted())
  })

  it('are light enough for the top of a page', () => {
    const heavy = pictures.filter((name) => statSync(new URL(name, folder)).size >= 150_000)
    expect(heavy).toEqual([])
  })
})
