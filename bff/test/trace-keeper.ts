/**
 * A tracing SDK as an operator would preload it, that keeps every span in memory. Registered for apps that are
 * made while it is there, and given back with the test.
 */
import { context, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base'

export interface TraceKeeper {
  spans(): ReadableSpan[]
  close(): void
}

export function openTraceKeeper(): TraceKeeper {
  const exporter = new InMemorySpanExporter()
  const spanProcessors = [new SimpleSpanProcessor(exporter)]
  trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors }))
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
  return {
    spans: () => exporter.getFinishedSpans(),
    close() {
      trace.disable()
      context.disable()
    },
  }
}
