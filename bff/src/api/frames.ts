/**
 * As much of a WebSocket as a middleman needs who reads nothing (RFC 6455 §5.2): where a frame ends, so that
 * a word of ours can be put between two, and that word, the Close frame. Everything else about frames –
 * opcodes, masks, compression, their right order – is between the browser and the API.
 */

export interface FrameCount {
  /** The next octets on their way. */
  pass(chunk: Buffer): void
  /** Has every frame that was begun come to its end? */
  isBetweenFrames(): boolean
}

export function createFrameCount(): FrameCount {
  let head: number[] = []
  let payloadBytes = 0

  return {
    pass(chunk) {
      let at = 0
      while (at < chunk.length) {
        const step = Math.min(payloadBytes, chunk.length - at)
        payloadBytes -= step
        at += step
        if (payloadBytes === 0 && at < chunk.length) readHead(chunk[at++]!)
      }
    },
    isBetweenFrames: () => payloadBytes === 0 && head.length === 0,
  }

  function readHead(octet: number): void {
    head.push(octet)
    if (head.length < headBytes(head)) return
    payloadBytes = lengthIn(head)
    head = []
  }
}

/** Two octets, up to eight more for a length, four for a mask – which no server sends (§5.1). */
function headBytes([, second]: number[]): number {
  if (second === undefined) return 2
  const lengthBytes = { 126: 2, 127: 8 }[second & 0x7f] ?? 0
  return 2 + lengthBytes + (second & 0x80 ? 4 : 0)
}

function lengthIn([, second = 0, ...rest]: number[]): number {
  const short = second & 0x7f
  if (short < 126) return short
  const lengthBytes = short === 126 ? 2 : 8
  return rest.slice(0, lengthBytes).reduce((length, octet) => length * 256 + octet, 0)
}

/** Unmasked, as from a server; of `reason` what fits into a control frame (§5.5). */
export function closeFrame(code: number, reason: string): Buffer {
  const said = Buffer.from(reason).subarray(0, 123)
  const frame = Buffer.alloc(4 + said.length)
  frame[0] = 0x88
  frame[1] = 2 + said.length
  frame.writeUInt16BE(code, 2)
  said.copy(frame, 4)
  return frame
}
