/** Cookies as the inspector shows them: the name, the flags, and of the value a mark. */
import type { IncomingMessage } from 'node:http'
import type { Check, Detail } from 'shared/inspector'
import { check } from './attempts.ts'
import type { Redactor } from './redaction.ts'

export interface CookieNames {
  /** Of the session; those of sign-ins under way begin with it too. */
  session: string
  /** Loopback `http`: there is no Secure. */
  insecure: boolean
}

export function cookieValue(request: IncomingMessage, name: string): string | undefined {
  return pairs(request).find(([key]) => key === name)?.[1]
}

/** Ours alone: other apps on `localhost` have cookies too, and those are nobody's business. */
export function cookiesSent(
  request: IncomingMessage,
  { session }: CookieNames,
  redactor: Redactor,
): Detail[] {
  return pairs(request)
    .filter(([name]) => name.startsWith(session) && !name.endsWith('-inspector'))
    .map(([name, value]) => redactor.detail(`cookie ${name}`, value, wordOf(name, session)))
}

export function cookiesSet(
  lines: readonly string[],
  names: CookieNames,
  redactor: Redactor,
): { params: Detail[]; checks: Check[] } {
  const cookies = lines.map(parse)
  return {
    params: cookies.map(({ name, value, flags }) => {
      if (value === '') return { name: `set-cookie ${name}`, ...gone }
      const detail = redactor.detail(`set-cookie ${name}`, value, wordOf(name, names.session))
      return { ...detail, text: `${detail.text}; ${flags.join('; ')}` }
    }),
    checks: cookies.filter(({ value }) => value !== '').map((cookie) => flagCheck(cookie, names)),
  }
}

const gone = { kind: 'public' as const, text: '(taken away)', why: 'It is of no more use.' }

function flagCheck({ name, flags }: Cookie, { session, insecure }: CookieNames): Check {
  const has = (flag: string) => flags.some((each) => each.toLowerCase().startsWith(flag))
  const isStrict = name !== session || has('samesite=strict')
  const sound = has('httponly') && has('samesite=') && isStrict && !has('domain=')
  return check(
    `cookie ${name}`,
    sound && (insecure || has('secure')),
    insecure
      ? 'HttpOnly, SameSite, no Domain. Secure is missing: this is http on your own machine.'
      : 'HttpOnly, Secure, SameSite, no Domain.',
    'RFC 10017 §6.1.3.2',
  )
}

function wordOf(name: string, session: string) {
  const why =
    name === session
      ? 'The ticket: an id, of no use anywhere but at this BFF.'
      : 'Remembers one sign-in that is under way, encrypted.'
  return { kind: 'secret' as const, why, spec: 'RFC 10017 §6.1.3.2' }
}

interface Cookie {
  name: string
  value: string
  flags: string[]
}

function parse(line: string): Cookie {
  const [pair = '', ...flags] = line.split(';').map((part) => part.trim())
  const at = pair.indexOf('=')
  return { name: pair.slice(0, at), value: pair.slice(at + 1), flags }
}

function pairs({ headers }: IncomingMessage): [string, string][] {
  return (headers.cookie ?? '').split(';').map((pair) => {
    const at = pair.indexOf('=')
    return [pair.slice(0, Math.max(at, 0)).trim(), pair.slice(at + 1).trim()]
  })
}
