/**
 * The request body on its way to the API: a stream of chunks, counted while they pass. Refuses what is
 * over the route's limit – before anything is sent when the browser says the length, else in mid-stream.
 * A small one is kept until the head of the answer is there, and can be sent a second time (TS-08).
 *
 * undici is never given the request itself: it destroys what it was given and takes its socket away, which
 * would break the answer we still have to write and everybody who asks Koa for the address afterwards.
 */
import type { IncomingMessage } from 'node:http'
import type { Context } from '../http/context.ts'
import { askForBody } from '../http/limits.ts'
import { Problem } from '../http/problem.ts'

/** RFC 9112 §6.3: a request has a body when it says how long, or that it comes in chunks. */
export function hasBody({ headers }: IncomingMessage): boolean {
  return (
    headers['transfer-encoding'] !== undefined ||
    (headers['content-length'] !== undefined && headers['content-length'] !== '0')
  )
}

export function refuseTooLarge({ headers }: IncomingMessage, limitBytes: number): void {
  if (Number(headers['content-length'] ?? 0) > limitBytes) throw new Problem('request-too-large')
}

export interface Upload extends AsyncIterable<Buffer> {
  /** May it be sent again? It was small, has arrived whole and is not forgotten. */
  isKept(): boolean
  forget(): void
}

/** More, and what waits for slow APIs would fill the memory: the second try is the person's own then. */
const keepBytes = 64 * 1024

export function uploadOf({ req, res }: Pick<Context, 'req' | 'res'>, limitBytes: number): Upload {
  const length = Number(req.headers['content-length'])
  let kept: Buffer[] | undefined = []
  let bytes = 0
  let isWhole = false

  return {
    [Symbol.asyncIterator]: () => (isWhole && kept ? again(kept) : chunksOf()),
    isKept: () => isWhole && kept !== undefined,
    forget() {
      kept = undefined
    },
  }

  async function* chunksOf(): AsyncGenerator<Buffer> {
    askForBody({ req, res })
    try {
      for await (const chunk of req.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
        bytes += chunk.length
        // It has been seen by the API in part, so nobody may replay it as if it had never left (DESIGN §3).
        if (bytes > limitBytes) throw new Problem('request-too-large', { refusal: false })
        if (bytes > keepBytes) kept = undefined
        kept?.push(chunk)
        isWhole = bytes === length // an API may answer before our next look, which finds the end
        yield chunk
      }
      isWhole = true
    } finally {
      // Refused, or answered early: read and forget the rest, as Node does with a body nobody wants. A
      // browser in mid-upload that meets a closed connection never gets to read the answer.
      req.resume()
    }
  }
}

async function* again(kept: Buffer[]): AsyncGenerator<Buffer> {
  yield* kept
}
