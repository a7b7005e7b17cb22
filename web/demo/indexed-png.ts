/**
 * A screenshot as an indexed PNG: at most 256 colours in a table, one octet for each pixel. What a page is drawn with is
 * few colours and the shades between them, so nobody sees the difference, and the file is a third as large. The colours
 * that occur most stay as they are; each other becomes the nearest of those (PNG, W3C Recommendation, §11.2.2, §11.2.3).
 */
import { crc32, deflateSync } from 'node:zlib'

const most = 256

/** @param rgba four octets for each pixel; nothing in it is transparent */
export function indexedPng(rgba: Uint8Array, width: number, height: number): Buffer {
  const count = new Map<number, number>()
  const colours = new Uint32Array(width * height)
  for (let at = 0; at < colours.length; at += 1) {
    const colour = (rgba[at * 4]! << 16) | (rgba[at * 4 + 1]! << 8) | rgba[at * 4 + 2]!
    colours[at] = colour
    count.set(colour, (count.get(colour) ?? 0) + 1)
  }
  const table = [...count.entries()]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, most)
    .map(([colour]) => colour)
  const places = new Map<number, number>()
  for (const colour of count.keys()) places.set(colour, nearest(colour, table))

  // Each row begins with its filter; 0 is none, the best for indices (§12.7).
  const rows = Buffer.alloc((width + 1) * height)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      rows[y * (width + 1) + 1 + x] = places.get(colours[y * width + x]!) ?? 0
    }
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 3, 0, 0, 0], 8) // 8 bits, indexed, deflate, no interlace
  const palette = Buffer.from(table.flatMap((one) => [one >> 16, (one >> 8) & 255, one & 255]))
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', head),
    chunk('PLTE', palette),
    chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function nearest(colour: number, table: readonly number[]): number {
  let best = 0
  let least = Infinity
  for (const [place, other] of table.entries()) {
    const distance = apart(colour, other)
    if (distance < least) [least, best] = [distance, place]
  }
  return best
}

function apart(a: number, b: number): number {
  const red = (a >> 16) - (b >> 16)
  const green = ((a >> 8) & 255) - ((b >> 8) & 255)
  const blue = (a & 255) - (b & 255)
  return red * red + green * green + blue * blue
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const whole = Buffer.alloc(body.length + 8)
  whole.writeUInt32BE(data.length, 0)
  whole.set(body, 4)
  whole.writeUInt32BE(crc32(body), body.length + 4)
  return whole
}
