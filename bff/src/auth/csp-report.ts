/**
 * POST /auth/csp-report → 204
 *
 * A browser tells us that a document broke our content security policy. We keep the name of the directive and
 * nothing else: the URLs in a report can hold codes, and its samples what somebody typed. It refuses other
 * types and long bodies; that the report comes from our own pages, the doorman has seen to.
 */
import type { Events } from '../events.ts'
import type { Context, Middleware } from '../http/context.ts'
import { parseJson, readBody } from '../http/limits.ts'

const reportTypes = [
  'application/csp-report', // by `report-uri`: one report, with dashes
  'application/reports+json', // by `report-to`: a list, in camel case (Reporting API §2.4)
]
const limitBytes = 8 * 1024

export function cspReport(events: Events): Middleware {
  return async (ctx: Context) => {
    const reports = parseJson(await readBody(ctx, reportTypes, limitBytes))
    for (const directive of brokenDirectives(reports)) {
      events.emit('csp.violated', { directive }, ctx.state.ref)
    }
    ctx.status = 204
  }
}

/** Each once: a page that breaks a rule breaks it for every element. */
function brokenDirectives(sent: unknown): Set<string> {
  const reports = Array.isArray(sent)
    ? sent.map((report) => report?.body)
    : [fieldOf(sent, 'csp-report')]
  return new Set(reports.map(directiveOf))
}

function directiveOf(report: unknown): string {
  const said =
    fieldOf(report, 'effectiveDirective') ??
    fieldOf(report, 'effective-directive') ??
    // Older browsers: the whole directive, sources included.
    fieldOf(report, 'violated-directive')
  const word = String(said).split(' ', 1)[0] ?? ''
  return directives.has(word) ? word : 'other'
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined
}

/** What a browser may name (CSP3 §6, Trusted Types §5). Anything else in that field is somebody's own text. */
const directives = new Set([
  'base-uri',
  'child-src',
  'connect-src',
  'default-src',
  'font-src',
  'form-action',
  'frame-ancestors',
  'frame-src',
  'img-src',
  'manifest-src',
  'media-src',
  'object-src',
  'require-trusted-types-for',
  'script-src',
  'script-src-attr',
  'script-src-elem',
  'style-src',
  'style-src-attr',
  'style-src-elem',
  'trusted-types',
  'worker-src',
])
