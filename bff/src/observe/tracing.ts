/**
 * Spans: one for each request, one below it for each question to an API or an authorization server, and the
 * `traceparent` that goes along with it. Through `@opentelemetry/api` alone, which does nothing by itself:
 * whoever runs this preloads an SDK (`--import`). Without one there is no tracing – no room, no wrapper,
 * nothing on the way of a request.
 *
 * A trace begins here. A browser may write any `traceparent` it likes, choose our trace ids and have
 * everything sampled; one counts only with TRACE_PARENT=continue, and only when the peer was one of
 * TRUSTED_PROXIES and told for whom it asks. It never becomes the `ref`.
 *
 * No span holds a URL, a query, a header, an error's message or a person: patterns, names, numbers.
 */
import {
  type Attributes,
  type Context as TraceContext,
  context,
  createTraceState,
  ProxyTracerProvider,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
  type Tracer,
} from '@opentelemetry/api'
import type { Config } from '../config/config.ts'
import { tellCause } from './cause.ts'
import { readTraceParent, writeTraceParent } from './trace-parent.ts'
import type { TracedContext, Tracing } from './traced.ts'

export function createTracing({ continuesTraces }: Pick<Config, 'continuesTraces'>): Tracing {
  const tracer = registeredTracer()
  return tracer ? tracingWith(tracer, continuesTraces) : noTracing
}

const noTracing: Tracing = {
  room: undefined,
  forward: (forward) => forward,
  ports: (ports) => ports,
}

function registeredTracer(): Tracer | undefined {
  const provider = trace.getTracerProvider()
  const isIdle =
    provider instanceof ProxyTracerProvider && !provider.getDelegateTracer('claimcheck')
  return isIdle ? undefined : provider.getTracer('claimcheck')
}

function tracingWith(tracer: Tracer, continuesTraces: boolean): Tracing {
  return {
    room(ctx, next) {
      const parent = continuesTraces && isBehindProxy(ctx) ? parentOf(ctx) : ROOT_CONTEXT
      const span = tracer.startSpan(ctx.method, { kind: SpanKind.SERVER }, parent)
      ctx.state.trace = span.spanContext().traceId
      ctx.res.once('close', () => finish(span, ctx))
      return context.with(trace.setSpan(parent, span), next)
    },
    forward(forward) {
      return (ctx, resource, path, upload, credential, ...rest) =>
        asking(`${ctx.method} ${resource.name}`, {}, async (span) => {
          const fields = [...(credential ?? []), ...fieldsOf(span)]
          await forward(ctx, resource, path, upload, fields, ...rest)
          span.setAttribute('http.response.status_code', ctx.res.statusCode)
        })
    },
    ports: (ports) => ({
      ...ports,
      fetch: traced(ports.fetch),
      fetchWith: (tls) => traced(ports.fetchWith(tls)),
    }),
  }

  function traced(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
    return (input, init) => {
      const { hostname, pathname } = new URL(input as string)
      const method = init?.method ?? 'GET'
      const where = { 'server.address': hostname, 'url.path': pathname }
      return asking(`${method} ${pathname}`, where, async (span) => {
        const headers = new Headers(init?.headers)
        headers.set('traceparent', writeTraceParent(span.spanContext()))
        const response = await fetch(input, { ...init, headers })
        span.setAttribute('http.response.status_code', response.status)
        return response
      })
    }
  }

  async function asking<T>(name: string, attributes: Attributes, ask: (span: Span) => Promise<T>) {
    const parent = context.active()
    const span = tracer.startSpan(name, { kind: SpanKind.CLIENT, attributes }, parent)
    try {
      return await context.with(trace.setSpan(parent, span), ask, undefined, span)
    } catch (error) {
      const told = tellCause(error)
      span.setAttribute('error.type', told?.code ?? told?.name ?? 'unknown')
      span.setStatus({ code: SpanStatusCode.ERROR })
      throw error
    } finally {
      span.end()
    }
  }
}

/** A trusted peer that named another as the one who asks; which address counts, http/forwarded.ts has decided. */
function isBehindProxy({ req, ip }: TracedContext): boolean {
  return !(req.socket.remoteAddress ?? '').endsWith(ip)
}

function parentOf({ req }: TracedContext): TraceContext {
  const parent = readTraceParent(req.headers)
  if (parent === undefined) return ROOT_CONTEXT
  const state = req.headers['tracestate']
  const traceState = typeof state === 'string' ? { traceState: createTraceState(state) } : {}
  return trace.setSpanContext(ROOT_CONTEXT, { ...parent, ...traceState, isRemote: true })
}

/** Name, value …: what an API is told. `tracestate` belongs to whoever began the trace, and goes on unchanged. */
function fieldsOf(span: Span): string[] {
  const spanContext = span.spanContext()
  const state = spanContext.traceState?.serialize()
  const fields = ['traceparent', writeTraceParent(spanContext)]
  return state ? [...fields, 'tracestate', state] : fields
}

function finish(span: Span, { method, res, state }: TracedContext): void {
  const { ref, route = 'unmatched' } = state
  span.updateName(`${method} ${route}`)
  span.setAttributes({
    'http.request.method': method,
    'http.route': route,
    'http.response.status_code': res.statusCode,
    'claimcheck.ref': ref,
  })
  if (res.statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR })
  span.end()
}
