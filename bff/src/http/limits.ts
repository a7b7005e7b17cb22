/**
 * The bodies of our own few endpoints: small, of one named type, read whole. JSON for scripts, a form for the
 * posts that browsers make without script. Form and text types are refused where JSON is meant, because a page
 * of another site can send those without a preflight (OWASP CSRF, simple content types).
 *
 * What is forwarded to a resource server never comes here: a parser in front of the proxy would eat its body.
 */
import type { Context } from './context.ts'
import { Problem } from './problem.ts'

/** @returns undefined when there is no body */
export async function jsonBody(ctx: Context, limitBytes: number): Promise<unknown> {
  if (!hasBody(ctx)) return undefined
  const text = await readBody(ctx, ['application/json'], limitBytes)
  return parseJson(text)
}

export async function formBody(ctx: Context, limitBytes: number): Promise<URLSearchParams> {
  if (!hasBody(ctx)) return new URLSearchParams()
  return new URLSearchParams(await readBody(ctx, ['application/x-www-form-urlencoded'], limitBytes))
}

/** RFC 9112 §6.3. `Content-Length: 0` is what fetch says of a POST without a body. */
function hasBody({ headers }: Context): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
}

export async function readBody(ctx: Context, types: string[], limitBytes: number): Promise<string> {
  // No parser below undoes a Content-Encoding, and a small body needs none.
  if (!ctx.is(types) || ctx.get('Content-Encoding') !== '') {
    throw new Problem('media-type-unsupported')
  }
  if (Number(ctx.headers['content-length'] ?? 0) > limitBytes) throw tooLarge()

  askForBody(ctx)
  const chunks: Buffer[] = []
  let bytes = 0
  // Left half read, the request must live on, or there would be no socket to answer on.
  for await (const chunk of ctx.req.iterator({ destroyOnReturn: false })) {
    bytes += chunk.length
    if (bytes > limitBytes) throw tooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/**
 * RFC 9110 §10.1.1: who asked whether to send its body hears yes when somebody is about to read it. Refused
 * before that, it never sends it.
 */
export function askForBody({ req, res }: Pick<Context, 'req' | 'res'>): void {
  if (req.headers.expect === undefined || req.httpVersion !== '1.1') return
  if (!res.headersSent) res.writeContinue()
}

/** The rest is still on its way: after this answer the connection is of no use. */
function tooLarge(): Problem {
  return new Problem('request-too-large', { headers: { connection: 'close' } })
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Without the cause: a SyntaxError quotes what it could not read.
    throw new Problem('request-malformed', { why: 'json' })
  }
}
