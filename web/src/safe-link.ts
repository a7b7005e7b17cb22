/**
 * Is this text from data fit to be a link? Only `http:` and `https:`, so that a note or a claim cannot
 * smuggle in `javascript:` or `data:` (ASVS 3.2.2). Gives the parsed URL back, or nothing.
 */
export function safeLink(text: string): string | undefined {
  const url = URL.parse(text)
  return url?.protocol === 'http:' || url?.protocol === 'https:' ? url.href : undefined
}
