/**
 * After this room every answer – document, file, JSON, redirect, 404, 500 – tells the browser what it must not
 * do with it. The table is made once at start, and a request costs a copy of it (response.ts).
 *
 * Documents and files get the policy of the web app. What comes through a door is data, and gets a policy
 * under which it stays data even if somebody opens it as a page.
 * Absent on purpose: X-Frame-Options (`frame-ancestors` rules wherever it is known), X-XSS-Protection (gone
 * from browsers, and was a hole itself), `Server` and `X-Powered-By` (nobody needs to know).
 */
import { paths } from 'shared/paths'
import type { Config, OidcConfig } from '../config/config.ts'
import type { Middleware } from './context.ts'
import { isDoorPath } from './doors.ts'
import { responseOf } from './response.ts'

interface Origins extends Pick<Config, 'appOrigin'> {
  providers: readonly Pick<OidcConfig, 'issuer' | 'frontchannelLogout'>[]
}

export function securityHeaders(config: Origins): Middleware {
  const onDocuments = documentHeaders(config).flat()
  const onData = dataHeaders(config, "'none'").flat()
  const onFrame = dataHeaders(config, framersOf(config)).flat()
  const tableFor = (path: string) => {
    if (path === paths.frontchannelLogout) return onFrame
    return isDoorPath(path) ? onData : onDocuments
  }
  return (ctx, next) => {
    responseOf(ctx.res).usual.push(...tableFor(ctx.path))
    return next()
  }
}

type HeaderTable = readonly (readonly [name: string, value: string])[]

/** For the web app. A new directive or feature belongs here, with its reason. */
function documentHeaders(config: Pick<Config, 'appOrigin'>): HeaderTable {
  return [
    ...everywhere(config),
    ['content-security-policy', documentPolicy],
    // Not `no-referrer`: under it browsers send our own form posts with `Origin: null`, which the doorman
    // refuses (Fetch, "append a request Origin header"). To other sites this one tells as little.
    ['referrer-policy', 'same-origin'],
    // Agent cluster by origin, not by site: no `document.domain`, memory apart from sibling subdomains.
    ['origin-agent-cluster', '?1'],
    ['permissions-policy', noFeature],
  ]
}

/** The authorization server, where it may sign people out through a frame; else nobody, as everywhere. */
function framersOf({ providers }: Origins): string {
  const framers = providers.filter(({ frontchannelLogout }) => frontchannelLogout)
  return framers.map(({ issuer }) => new URL(issuer).origin).join(' ') || "'none'"
}

/** For `/auth` and `/api`. */
function dataHeaders(config: Pick<Config, 'appOrigin'>, framer: string): HeaderTable {
  return [
    ...everywhere(config),
    // `sandbox`: an HTML or SVG file that an API hands out, opened as a page, runs nothing and is not of our
    // origin. Downloads are untouched; an inline PDF viewer is not, so let the API send PDFs as attachments.
    ['content-security-policy', `default-src 'none'; frame-ancestors ${framer}; sandbox`],
    // Callback and logout URLs hold codes: nobody learns them as a referrer (RFC 9700 §4.2.4).
    ['referrer-policy', 'no-referrer'],
  ]
}

function everywhere({ appOrigin }: Pick<Config, 'appOrigin'>): HeaderTable {
  return [
    ...(appOrigin.startsWith('https:') ? [transportSecurity] : []),
    // The type we say is the type it is.
    ['x-content-type-options', 'nosniff'],
    // No page of another origin keeps a handle on our window, nor we on theirs.
    ['cross-origin-opener-policy', 'same-origin'],
    // No other site, sibling subdomains included, can embed an answer as image, script or style.
    ['cross-origin-resource-policy', 'same-origin'],
  ]
}

/** Two years. `preload` is the operator's to promise, since it cannot be taken back. */
const transportSecurity = [
  'strict-transport-security',
  'max-age=63072000; includeSubDomains',
] as const

const documentPolicy = [
  // What is not named below may not be loaded at all: workers, media, frames, plugins.
  "default-src 'none'",
  // Files of our own build; nothing inline, no eval.
  "script-src 'self'",
  "style-src 'self'",
  // `data:` for the small images that the build inlines.
  "img-src 'self' data:",
  "font-src 'self'",
  // The web app talks to its BFF and to nobody else (RFC 10017 §6.1).
  "connect-src 'self'",
  "manifest-src 'self'",
  "form-action 'self'",
  // An injected <base> would redirect every relative URL.
  "base-uri 'none'",
  "object-src 'none'",
  "frame-src 'none'",
  // Clickjacking (RFC 6749 §10.13).
  "frame-ancestors 'none'",
  // DOM XSS: a string never becomes script, and nobody may make a policy that lets it.
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
  // Not `report-to`: where both stand browsers use that one, and hold its reports back for up to a minute.
  `report-uri ${paths.cspReport}`,
].join('; ')

/**
 * Powerful features, all denied: the web app uses none. To use one, take it off. Only names that browsers know:
 * any other (`bluetooth`, in 2026) is a warning in every console.
 */
const noFeature = [
  'accelerometer',
  'browsing-topics',
  'camera',
  'display-capture',
  'encrypted-media',
  'gamepad',
  'geolocation',
  'gyroscope',
  'hid',
  'identity-credentials-get', // signing in is the BFF's
  'idle-detection',
  'local-fonts',
  'magnetometer',
  'microphone',
  'midi',
  'otp-credentials',
  'payment',
  'publickey-credentials-create', // passkeys are the authorization server's
  'publickey-credentials-get',
  'screen-wake-lock',
  'serial',
  'storage-access',
  'usb',
  'window-management',
  'xr-spatial-tracking',
]
  .map((feature) => `${feature}=()`)
  .join(', ')
