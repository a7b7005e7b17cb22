/** Reads the form of a page, as the browser that submits it would. */

export interface Form {
  action: string
  fields: Record<string, string>
}

/** @throws when there is none */
export function formIn(html: string): Form {
  const [, action] = /<form method="post" action="([^"]*)"/.exec(html) ?? []
  if (action === undefined) throw new Error(`no form in this page: ${html}`)
  const inputs = html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)
  const fields = [...inputs].map(([, name = '', value = '']) => [plain(name), plain(value)])
  return { action: plain(action), fields: Object.fromEntries(fields) }
}

export function hasForm(html: string): boolean {
  return html.includes('<form method="post"')
}

function plain(text: string): string {
  return text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&amp;', '&')
}
