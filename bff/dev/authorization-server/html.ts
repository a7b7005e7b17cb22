/** HTML by template: every value is escaped unless it is markup from here already. */
export interface Html {
  markup: string
}

type Value = Html | string | false | undefined | readonly Html[]

export function html(parts: TemplateStringsArray, ...values: Value[]): Html {
  return { markup: String.raw({ raw: parts }, ...values.map(markupOf)) }
}

/** For text that is markup already and not ours: oidc-provider's logout form. */
export function markup(text: string): Html {
  return { markup: text }
}

function markupOf(value: Value): string {
  if (value === undefined || value === false) return ''
  if (typeof value === 'string') return escaped(value)
  return 'markup' in value ? value.markup : value.map((part) => part.markup).join('')
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character)
}
