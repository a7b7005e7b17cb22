/**
 * Tells, frame by frame, what can be read on the app's own pages. Runs in the page, before its own scripts, and
 * speaks through the binding `tellFrame`. Only visible words: `innerText` leaves out what is hidden.
 */
export function watchFrames(origin: string): void {
  const page = globalThis as unknown as {
    location: { origin: string }
    document: { body: { innerText: string } | null }
    requestAnimationFrame(next: () => void): void
    tellFrame(words?: string): Promise<void>
    tellNow(): Promise<void>
  }
  if (page.location.origin !== origin) return
  let last = ''
  const look = (): void => {
    const words = page.document.body?.innerText ?? ''
    if (words !== last) void page.tellFrame(words)
    last = words
  }
  const lookOn = (): void => {
    look()
    page.requestAnimationFrame(lookOn)
  }
  lookOn()
  // Messages keep their order: once this one has been heard, all before it have.
  page.tellNow = () => {
    look()
    return page.tellFrame()
  }
}
