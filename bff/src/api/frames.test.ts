import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { closeFrame, createFrameCount } from './frames.ts'

const frame = fc
  .record({
    length: fc.oneof(fc.nat(130), fc.constantFrom(125, 126, 65_535, 65_536, 70_000)),
    masked: fc.boolean(),
  })
  .map(({ length, masked }) => frameOf(length, masked))

describe('createFrameCount', () => {
  it('knows where frames end, however they are cut into chunks', () => {
    fc.assert(
      fc.property(
        fc.array(frame, { maxLength: 5 }),
        fc.infiniteStream(fc.nat(40_000)),
        (all, cuts) => {
          const octets = Buffer.concat(all)
          const ends = new Set(
            all.reduce((sums, { length }) => [...sums, sums.at(-1)! + length], [0]),
          )
          const count = createFrameCount()
          let at = 0
          for (const cut of cuts) {
            expect(count.isBetweenFrames()).toBe(ends.has(at))
            if (at >= octets.length) return
            count.pass(octets.subarray(at, at + cut + 1))
            at = Math.min(octets.length, at + cut + 1)
          }
        },
      ),
    )
  })
})

describe('closeFrame', () => {
  it('is one unmasked control frame with code and reason', () => {
    expect(closeFrame(4401, 'session-ended')).toEqual(
      Buffer.from([0x88, 15, 0x11, 0x31, ...Buffer.from('session-ended')]),
    )
  })

  it('keeps to what a control frame may hold', () => {
    expect(closeFrame(1000, 'x'.repeat(500))).toHaveLength(127)
  })
})

function frameOf(length: number, masked: boolean): Buffer {
  const mask = masked ? 0x80 : 0
  const lengthOctets = Buffer.alloc(length < 126 ? 0 : length < 65_536 ? 2 : 8)
  if (lengthOctets.length === 2) lengthOctets.writeUInt16BE(length)
  if (lengthOctets.length === 8) lengthOctets.writeBigUInt64BE(BigInt(length))
  const short = { 0: length, 2: 126, 8: 127 }[lengthOctets.length]!
  const head = Buffer.from([0x82, mask | short, ...lengthOctets, ...Buffer.alloc(masked ? 4 : 0)])
  return Buffer.concat([head, Buffer.alloc(length, 0xff)])
}
