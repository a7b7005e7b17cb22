/**
 * Reads HTTP/1.1 answers off a connection as cheaply as can be: status and length, nothing else is looked at.
 * Every answer here says its length; one that does not counts as bad.
 */
export function createAnswerReader(onAnswer: (status: number, octets: number) => void) {
  let head: Buffer | undefined
  let status = 0
  let length = 0
  let missing = 0

  function begin(chunk: Buffer): Buffer | undefined {
    const all = head === undefined ? chunk : Buffer.concat([head, chunk])
    const end = all.indexOf('\r\n\r\n')
    head = end === -1 ? all : undefined
    if (end === -1) return undefined
    const text = all.toString('latin1', 0, end)
    status = Number(text.slice(9, 12))
    length = Number(/\r\ncontent-length: *(\d+)/i.exec(text)?.[1] ?? Number.NaN)
    missing = Number.isNaN(length) ? 0 : length
    return all.subarray(end + 4)
  }

  return {
    hear(chunk: Buffer): void {
      let rest: Buffer | undefined = chunk
      while (rest !== undefined && rest.length > 0) {
        const isBody = missing > 0
        if (!isBody) rest = begin(rest)
        if (rest === undefined) return
        const taken: number = Math.min(missing, rest.length)
        missing -= taken
        rest = rest.subarray(taken)
        if (missing === 0) onAnswer(Number.isNaN(length) ? 0 : status, length)
      }
    },
  }
}
