/**
 * Is this a session view? `SessionView` in shared/session says what one is; here the same is asked without
 * the schema library, because this runs before anything can be shown and 6 kB are a long way for one small
 * object. The compiler wants a check for every field there is, and the test holds both answers together.
 */
import type { EndReason, SessionView, SignedInView, SignInService } from 'shared/session'

type Check = (value: unknown) => boolean
type Fields<T> = Record<keyof T, Check>

const text: Check = (value) => typeof value === 'string'
const number: Check = (value) => typeof value === 'number'
const flag: Check = (value) => typeof value === 'boolean'
const texts: Check = (value) => Array.isArray(value) && value.every(text)

function optional(check: Check): Check {
  return (value) => value === undefined || check(value)
}

const user: Fields<SignedInView['user']> = {
  sub: text,
  name: optional(text),
  preferredUsername: optional(text),
  email: optional(text),
  emailVerified: optional(flag),
  roles: optional(texts),
}

const service: Fields<SignInService> = {
  name: text,
  endsToo: flag,
  accountUrl: optional(text),
}

const session: Fields<SignedInView['session']> = {
  handle: text,
  authTime: number,
  acr: optional(text),
  amr: optional(texts),
  scope: text,
  service: optional((value) => fits(value, service)),
  now: number,
  idleExpiresIn: number,
  absoluteExpiresIn: number,
}

const reasons: Record<EndReason, true> = {
  user: true,
  idle: true,
  absolute: true,
  replaced: true,
  'other-device': true,
  operator: true,
  'back-channel': true,
  'front-channel': true,
  'refresh-failed': true,
}

/** Fits where `request` wants a schema. */
export const sessionView = {
  parse(value: unknown): SessionView {
    if (isSessionView(value)) return value
    throw new TypeError('This is no session view.')
  },
}

export function isSessionView(value: unknown): value is SessionView {
  if (!isObject(value)) return false
  if (value.status === 'signed-out') return optional(isEndReason)(value.reason)
  return value.status === 'signed-in' && fits(value.user, user) && fits(value.session, session)
}

export function isEndReason(value: unknown): value is EndReason {
  return typeof value === 'string' && Object.hasOwn(reasons, value)
}

function fits(value: unknown, fields: Record<string, Check>): boolean {
  return isObject(value) && Object.entries(fields).every(([name, check]) => check(value[name]))
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
