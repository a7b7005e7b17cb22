/**
 * What was typed, over a page visit: when somebody signs in in this very tab, every form that has registered
 * is written to session storage, and read back on return. Only then – a draft does not lie about while it is
 * not needed – and for half an hour at most, in this tab, for this person.
 *
 * Refuses passwords, one-time codes and card numbers, by their type and `autocomplete`, and whatever a form
 * names itself. The key holds no `sub`, only enough of a hash to tell two people apart.
 */
export type Fields = Record<string, string>

export interface Drafts {
  /** @param read what the form holds now; undefined for nothing worth keeping */
  register(form: string, read: () => Fields | undefined): () => void
  /** Writes down all of them. */
  keep(sub: string): void
  /** What was kept of this form, without taking it away. */
  peek(sub: string, form: string): Fields | undefined
  forget(sub: string, form: string): void
  clear(): void
  /** Takes away what nobody came back for in time. */
  sweep(): void
}

export interface DraftsDeps {
  /** As a function: where storage is forbidden already the word throws. */
  storage: () => Storage
  now: () => number
  route: () => string
}

const prefix = 'claimcheck.draft.'
const keptMs = 30 * 60_000

export function createDrafts({ storage, now, route }: DraftsDeps): Drafts {
  // Several may speak for one form: the form itself, and whoever is saving what it held.
  const sources = new Set<{ form: string; read: () => Fields | undefined }>()
  const keyOf = (sub: string, form: string) => `${prefix}${hashOf(sub)}.${route()}.${form}`

  return {
    register(form, read) {
      const source = { form, read }
      sources.add(source)
      return () => sources.delete(source)
    },
    keep(sub) {
      for (const { form, read } of sources) {
        const fields = read()
        if (fields === undefined) continue
        const text = JSON.stringify({ untilMs: now() + keptMs, fields })
        attempt(() => storage().setItem(keyOf(sub, form), text))
      }
    },
    peek: (sub, form) => attempt(() => fieldsIn(storage().getItem(keyOf(sub, form)), now())),
    forget: (sub, form) => attempt(() => storage().removeItem(keyOf(sub, form))),
    clear: () => removeIf(() => true),
    sweep: () => removeIf((key) => fieldsIn(storage().getItem(key), now()) === undefined),
  }

  function removeIf(isMeant: (key: string) => boolean): void {
    attempt(() => {
      const keys = Object.keys(storage()).filter((key) => key.startsWith(prefix))
      for (const key of keys.filter(isMeant)) storage().removeItem(key)
    })
  }
}

const secret = /password|one-time-code|^cc-/

/** The named text fields of a form that may be kept. */
export function fieldsOf(form: HTMLFormElement, exclude: readonly string[] = []): Fields {
  const fields = ([...form.elements] as HTMLInputElement[]).filter(isTextField)
  const kept = fields.filter(
    (field) => field.name !== '' && !exclude.includes(field.name) && !isSecret(field),
  )
  return Object.fromEntries(kept.map(({ name, value }) => [name, value]))
}

/** By tag and type, not `instanceof`: so it can be told of without a browser. */
function isTextField(field: Element): boolean {
  const type = field.getAttribute('type') ?? 'text'
  if (field.tagName === 'TEXTAREA' || field.tagName === 'SELECT') return true
  return field.tagName === 'INPUT' && ['text', 'search', 'email', 'url', 'tel'].includes(type)
}

export function isSecret(field: Pick<Element, 'getAttribute'>): boolean {
  const hints = (field.getAttribute('autocomplete') ?? '').toLowerCase().split(/\s+/)
  return field.getAttribute('type') === 'password' || hints.some((hint) => secret.test(hint))
}

function fieldsIn(text: string | null, nowMs: number): Fields | undefined {
  const { untilMs, fields } = Object(JSON.parse(text ?? 'null'))
  if (!(untilMs > nowMs)) return undefined
  const texts = Object.entries(Object(fields)).filter(([, value]) => typeof value === 'string')
  return Object.fromEntries(texts) as Fields
}

/** FNV-1a, 32 bits: to tell people apart, not to hide anything; a `sub` simply has no place in a storage. */
function hashOf(text: string): string {
  let hash = 0x811c9dc5
  for (const byte of new TextEncoder().encode(text)) {
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0
  }
  return hash.toString(36)
}

function attempt<T>(act: () => T): T | undefined {
  try {
    return act()
  } catch {
    return undefined
  }
}
