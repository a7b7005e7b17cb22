/**
 * Two windows in one picture, as they would stand on a desk: each is photographed as it is, a page draws the frames
 * around them, and what comes of it is packed small (indexed-png.ts).
 */
import type { Browser, Page } from 'playwright-core'
import { indexedPng } from './indexed-png.ts'
import { type Stage, appSize, inspectorSize } from './stage.ts'

const margin = 32
const gap = 24
const bar = 36
const scale = 2

export interface Sitter {
  page: Page
  address: string
  size: { width: number; height: number }
}

export function sittersOf({ app, inspector }: Stage): Sitter[] {
  return [
    { page: app, address: placeOf(app), size: appSize },
    { page: inspector, address: `${placeOf(inspector)} – the inspector`, size: inspectorSize },
  ]
}

/** The port is another one on every day. */
const placeOf = (page: Page) => `localhost:3000${new URL(page.url()).pathname.replace(/\/$/, '')}`

export async function photograph(browser: Browser, sitters: Sitter[], dark: boolean) {
  const shots = await Promise.all(sitters.map(({ page }) => page.screenshot()))
  const inner = sitters.reduce((sum, { size }) => sum + size.width, 0)
  const width = inner + 2 * margin + (sitters.length - 1) * gap
  const height = Math.max(...sitters.map(({ size }) => size.height)) + bar + 2 * margin
  const page = await browser.newPage({ viewport: { width, height }, deviceScaleFactor: scale })
  try {
    await page.setContent(deskOf(sitters, shots, dark), { waitUntil: 'load' })
    const pixels = await pixelsOf(page, await page.screenshot())
    return indexedPng(pixels, width * scale, height * scale)
  } finally {
    await page.close()
  }
}

/** The browser can read its own picture, and gives the pixels on as text. */
async function pixelsOf(page: Page, png: Buffer): Promise<Buffer> {
  const text = await page.evaluate<string>(`(async () => {
    const blob = await (await fetch('data:image/png;base64,${png.toString('base64')}')).blob()
    const bitmap = await createImageBitmap(blob)
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')
    canvas.drawImage(bitmap, 0, 0)
    const { data } = canvas.getImageData(0, 0, bitmap.width, bitmap.height)
    return new Uint8Array(data.buffer).toBase64()
  })()`)
  return Buffer.from(text, 'base64')
}

function deskOf(sitters: Sitter[], shots: Buffer[], dark: boolean): string {
  const [desk, paper, ink, line] = dark
    ? ['#08090b', '#1b1e23', '#a9adb5', '#30343b']
    : ['#e4e3dc', '#ffffff', '#565a64', '#cfcfc7']
  const windows = sitters.map(({ address, size }, index) => {
    const data = shots[index]?.toString('base64') ?? ''
    return `<figure style="width:${size.width}px"><figcaption><i></i><i></i><i></i><span>${address}</span></figcaption>
      <img width="${size.width}" height="${size.height}" src="data:image/png;base64,${data}"></figure>`
  })
  return `<!doctype html><style>
    body { display: flex; gap: ${gap}px; margin: 0; padding: ${margin}px; background: ${desk} }
    figure { margin: 0; border-radius: 12px; overflow: hidden; box-shadow: 0 0 0 1px ${line} }
    figcaption { display: flex; gap: 8px; align-items: center; height: ${bar}px; padding: 0 14px; background: ${paper};
      border-bottom: 1px solid ${line}; color: ${ink}; font: 500 13px/1 'Instrument Sans', system-ui, sans-serif; box-sizing: border-box }
    i { width: 11px; height: 11px; border-radius: 50%; background: ${line} }
    span { margin-left: 10px }
    img { display: block }
  </style>${windows.join('')}`
}
