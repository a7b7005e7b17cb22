/**
 * Every call to the authorization server goes through here: bounded in size and number (time is bounded
 * by openid-client's own signal), no redirect followed – a redirect from the token endpoint would carry
 * the code or the client's credentials elsewhere (TK-06, TK-12).
 */

type Fetch = (url: string, options: RequestInit) => Promise<Response>

const bytesLimit = 1024 * 1024
const parallelLimit = 64
const queueLimit = 1024

export function createProviderFetch(fetch: typeof globalThis.fetch): Fetch {
  const queue: (() => void)[] = []
  let running = 0

  /** A morning's rush waits a moment; what a stalled provider would pile up fails at once. */
  async function turn(): Promise<void> {
    if (running < parallelLimit) {
      running += 1
      return
    }
    if (queue.length >= queueLimit) throw unreachable('too many requests at once')
    await new Promise<void>((go) => queue.push(go)) // whoever finishes hands over their place
  }

  function handOver(): void {
    const next = queue.shift()
    if (next) next()
    else running -= 1
  }

  return async (url, options) => {
    await turn()
    try {
      return await readWhole(await fetch(url, { ...options, redirect: 'manual' }))
    } catch (cause) {
      // A bare TypeError is how fetch says "no network"; a bug of ours is a bare TypeError too.
      throw cause instanceof TypeError && !('code' in cause)
        ? unreachable('no answer', cause)
        : cause
    } finally {
      handOver()
    }
  }
}

/** The same response with its body in memory, or an error once the body outgrows the limit. */
async function readWhole(response: Response): Promise<Response> {
  if (response.body === null) return response
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of response.body) {
    length += chunk.length
    if (length > bytesLimit) throw coded('CLAIMCHECK_TOO_LARGE', 'too large an answer')
    chunks.push(chunk)
  }
  return new Response(Buffer.concat(chunks), {
    status: response.status,
    statusText: response.statusText,
    headers: response.headers,
  })
}

function unreachable(message: string, cause?: unknown): TypeError {
  return coded('CLAIMCHECK_UNREACHABLE', message, cause)
}

// A TypeError, because openid-client hands on those as they are.
function coded(code: string, message: string, cause?: unknown): TypeError {
  return Object.assign(new TypeError(message, { cause }), { code })
}
