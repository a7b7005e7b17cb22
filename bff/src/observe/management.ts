/**
 * GET /livez, /readyz  → health.ts
 * GET /metrics         → what happened so far, for Prometheus (metrics.ts)
 * GET /version         → which build this is, and a word for its settings
 *
 * On MANAGEMENT_PORT alone, which no browser reaches: what happens here is nobody's business outside (CD-08).
 * Without that port nothing is counted.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Health } from './health.ts'
import type { Metrics } from './metrics.ts'
import type { Version } from './version.ts'

export interface ManagementDeps {
  health: Pick<Health, 'answer'>
  metrics: Pick<Metrics, 'contentType' | 'text'> | undefined
  version: Version
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void

export function createManagement({ health, metrics, version }: ManagementDeps): Answer {
  return (request, response) => {
    const isRead = request.method === 'GET' || request.method === 'HEAD'
    if (isRead && request.url === '/version') {
      return say(response, 'application/json', JSON.stringify(version))
    }
    if (isRead && request.url === '/metrics' && metrics !== undefined) {
      return void metrics.text().then(
        (text) => say(response, metrics.contentType, text),
        () => response.destroy(), // half a page of metrics would be read as a whole one
      )
    }
    health.answer(request, response)
  }
}

function say(response: ServerResponse, type: string, text: string): void {
  response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' }).end(text)
}
