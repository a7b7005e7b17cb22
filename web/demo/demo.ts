/**
 * pnpm demo – the tour of the app in a browser of its own, with the inspector drawing beside it.
 *
 *     --headed          in windows, slowly, for somebody who watches; needs a display
 *     --into <folder>   where the pictures go (by default `.screenshots/`, which git ignores)
 *     --theme dark      dark pictures; by default both, one tour for each
 *     --only saved,…    pictures of these stages alone (their names are in tour.ts)
 *
 * Local servers on free ports, nothing of yours is touched, and all of it is gone afterwards. Exit code 1: the tour
 * did not come to its end, or there is no Chromium.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import type { Browser } from 'playwright-core'
import { developmentOnly } from '../../bff/dev/development-only.ts'
import { findChromium, wanted } from '../e2e/chromium.ts'
import { showBeside } from './beside.ts'
import { openDevelopment } from './development.ts'
import { photograph, sittersOf } from './picture.ts'
import { launch, setStage } from './stage.ts'
import { playTour, tourTable } from './tour.ts'

const root = new URL('../..', import.meta.url).pathname
/** Long enough to read what is there. */
const lookMs = 2_500

interface Performance {
  browser: Browser
  theme: 'light' | 'dark'
  into: string
  headed: boolean
  only: string | undefined
}

/** In a world of its own: one tour leaves notes and sessions behind. */
async function perform({ browser, theme, into, headed, only }: Performance): Promise<void> {
  const development = await openDevelopment({ table: tourTable })
  const { origin, key } = development.house
  const stage = await setStage(browser, { origin, key, colorScheme: theme, headed })
  try {
    let number = 0
    for await (const name of playTour(stage)) {
      number += 1
      console.log(`  ${number}. ${name}`)
      if (headed) await wait(lookMs)
      else if (only === undefined || only.split(',').includes(name)) {
        await showBeside(stage.inspector, name)
        const picture = await photograph(browser, sittersOf(stage), theme === 'dark')
        await writeFile(join(into, `${name}-${theme}.png`), picture)
      }
    }
  } finally {
    await stage.close()
    await development.close()
  }
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      headed: { type: 'boolean', default: false },
      into: { type: 'string', default: join(root, '.screenshots') },
      theme: { type: 'string' },
      only: { type: 'string' },
    },
  })
  const chromium = findChromium()
  if (chromium === undefined) {
    console.error(`No Chromium here. Install one of: ${wanted.join(', ')}; or say CHROMIUM=/path.`)
    return 1
  }
  if (values.headed && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
    console.error('There is no display to open windows on. Without --headed it makes pictures.')
    return 1
  }
  await mkdir(values.into, { recursive: true })
  const browser = await launch(chromium, values.headed)
  try {
    for (const theme of themesOf(values.theme)) {
      console.log(`The tour, ${theme}:`)
      const { into, headed, only } = values
      await perform({ browser, theme, into, headed, only })
      if (values.headed) break
    }
  } finally {
    await browser.close()
  }
  if (!values.headed) console.log(`Pictures are in ${values.into}`)
  return 0
}

function themesOf(asked: string | undefined): readonly ('light' | 'dark')[] {
  return asked === 'light' || asked === 'dark' ? [asked] : ['light', 'dark']
}

developmentOnly('localhost', process.env.NODE_ENV)
process.exitCode = await main()
