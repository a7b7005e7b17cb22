/**
 * What the value of a setting may look like: schemas from text to the value we use, each with the
 * sentence that says how to mend it. No sentence repeats the value, since it may be a secret. Whether
 * settings fit each other is judged in `agreement.ts`.
 */
import * as z from 'zod'
import { storeUrlFault } from './store-url.ts'

export type Schema = z.ZodType<unknown, string>
export type ValueOf<S extends Schema> = z.output<S>

/** @param fault the reason to refuse this text, or nothing */
export const judged = (fault: (value: string) => string | undefined) =>
  z.string().check((context) => {
    const message = fault(context.value)
    if (message !== undefined) context.issues.push({ code: 'custom', message, input: undefined })
  })

/** Blanks at the ends come from quoting and copying, and nothing later would show them. */
export const text = z
  .string()
  .regex(/^(?!\s)\P{Cc}*(?<!\s)$/u, 'must be one line without blanks at its ends')

export const listOf = <T>(
  fault: (list: string) => string | undefined,
  parse: (list: string) => T[],
) => judged(fault).transform(parse)

export const oneOf = <const T extends readonly string[]>(...words: T) =>
  z.enum(words, { error: `must be ${words.join(' or ')}` })

/** `must be require with OIDC_PROFILE=fapi2`: says also what rules the other values out. */
export const oneOfIn = <const T extends readonly string[]>(why: string, ...words: T) =>
  z.enum(words, { error: `must be ${words.join(' or ')} ${why}` })

/** Not `z.coerce.number()`: that reads `` as 0, `0x10` as 16 and `1e3` as 1000. */
export const wholeNumber = (least: number, most: number) => {
  const error = `must be a whole number from ${least} to ${most}`
  return z
    .string()
    .regex(/^\d{1,9}$/, { error, abort: true })
    .transform(Number)
    .pipe(z.number().min(least, error).max(most, error))
}

/** The beginning of that day, UTC, in milliseconds. */
export const date = z.iso
  .date({ error: 'must be a date like 2027-06-30' })
  .transform((day) => Date.parse(day))

/** RFC 6749 §3.3: scope tokens of visible ASCII without `"` and `\`, one space between them. */
export const scope = z
  .string()
  .regex(/^[!#-[\]-~]+( [!#-[\]-~]+)*$/, 'must be scope values with one space between them')

/** OIDC Core §3.1.2.1: without `openid` it is not a sign-in, and nobody would be named. */
export const openidScope = scope.refine((value) => value.split(' ').includes('openid'), {
  error: 'must contain openid',
})

/**
 * Parameters that the flow sets itself. One of them here would unbind the response from the browser that
 * asked (state, nonce, code_challenge) or send it elsewhere (redirect_uri, response_mode, request …).
 */
const protocolParameters =
  /^(client_.*|redirect_uri|response_.*|scope|state|nonce|code_.*|request|request_uri|resource|id_token_hint|grant_type|dpop_jkt)$/

export const parameters = judged((value) => {
  const names = [...new URLSearchParams(value).keys()]
  if (names.includes('')) return 'must be written like audience=notes&prompt=consent'
  if (new Set(names).size < names.length) return 'must name each parameter once'
  if (names.some((name) => protocolParameters.test(name))) {
    return 'must not set a parameter of the protocol itself (client_id, redirect_uri, state, …)'
  }
  const parameters = new URLSearchParams(value)
  if (!/^\d{1,9}$/.test(parameters.get('max_age') ?? '0')) return 'must have seconds in max_age'
  const claims = parameters.get('claims')
  return claims === null || isObject(claims) ? undefined : 'must have an object, as JSON, in claims'
}).transform((value) => Object.fromEntries(new URLSearchParams(value)))

/** OpenID Connect Core §5.5. A request object holds it as what it is, so it has to be that (RFC 9101 §4). */
function isObject(json: string): boolean {
  try {
    const value: unknown = JSON.parse(json)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}

/** The schemes that `storage/` has an adapter for. */
export const storeUrl = judged(storeUrlFault)
