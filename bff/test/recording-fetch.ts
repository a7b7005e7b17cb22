/** The network port with a notebook: passes everything on to the real one and remembers what was said. */
export interface Recorded {
  url: string
  method: string
  headers: Headers
  form: URLSearchParams
  status: number
  /** The answer as JSON; empty where it was none. */
  answer: Record<string, string | undefined>
}

export function recordingFetch(onward: typeof globalThis.fetch = globalThis.fetch) {
  const calls: Recorded[] = []
  const fetch: typeof globalThis.fetch = async (input, init) => {
    // openid-client always gives a URL as text and a body as form text.
    const url = input as string
    const response = await onward(input, init)
    const text = await response.clone().text()
    calls.push({
      url,
      method: init?.method ?? 'GET',
      headers: new Headers(init?.headers),
      form: new URLSearchParams((init?.body ?? '') as string),
      status: response.status,
      answer: text.startsWith('{') ? JSON.parse(text) : {},
    })
    return response
  }
  return {
    fetch,
    calls,
    to: (path: string) => calls.filter(({ url }) => new URL(url).pathname.endsWith(path)),
  }
}
