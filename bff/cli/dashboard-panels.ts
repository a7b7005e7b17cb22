/**
 * What whoever runs this looks at, row by row: how people fare, then where it comes from. Questions to Prometheus,
 * of which the Grafana dashboard and bff/docs/queries.md are written (dashboard-text.ts). `[range]` is as long
 * as each of them finds right.
 */
export interface Panel {
  title: string
  /** In Grafana's words. */
  unit: 'short' | 's' | 'percentunit' | 'reqps' | 'ops' | 'bytes'
  /** By legend. */
  queries: Readonly<Record<string, string>>
}

export const rows: Readonly<Record<string, readonly Panel[]>> = {
  'How people fare': [
    panel('Requests a second', 'reqps', {
      '{{status}}': 'sum by (status) (rate(bff_request_seconds_count[range]))',
    }),
    panel('Share that ended with a fault of ours', 'percentunit', {
      '5xx':
        '(sum(rate(bff_request_seconds_count{status="5xx"}[range])) or vector(0)) / sum(rate(bff_request_seconds_count[range]))',
    }),
    // Event streams and WebSockets are one long request each.
    panel('How long calls take', 's', {
      p50: quantile(0.5, 'bff_request_seconds_bucket{route=~"/api/.*"}'),
      p95: quantile(0.95, 'bff_request_seconds_bucket{route=~"/api/.*"}'),
      p99: quantile(0.99, 'bff_request_seconds_bucket{route=~"/api/.*"}'),
    }),
    panel('Sessions in use', 'short', {
      'in the last minute': 'sum(bff_sessions_active)',
      'pages that listen': 'sum(bff_event_streams_open)',
    }),
  ],
  'Signing in': [
    panel('Begun, come back, succeeded', 'ops', {
      begun: 'sum(rate(bff_login_started_total[range]))',
      'come back': 'sum(rate(bff_login_completed_total[range]))',
      succeeded: 'sum(rate(bff_login_completed_total{outcome="ok"}[range]))',
    }),
    panel('Why they failed', 'ops', {
      '{{outcome}}': 'sum by (outcome) (rate(bff_login_completed_total{outcome!="ok"}[range]))',
    }),
    panel('Refused at the door', 'ops', {
      '{{code}}': 'sum by (code) (rate(bff_refusals_total[range]))',
      'another site: {{why}}': 'sum by (why) (rate(bff_csrf_rejected_total[range]))',
      'too many: {{where}}': 'sum by (where) (rate(bff_rate_limited_total[range]))',
    }),
  ],
  'How sessions end': [
    panel('By reason', 'ops', {
      begun: 'sum(rate(bff_sessions_started_total[range]))',
      '{{reason}}': 'sum by (reason) (rate(bff_sessions_ended_total[range]))',
    }),
    panel('How old they got', 's', {
      p50: quantile(0.5, 'bff_session_age_seconds_bucket'),
      p90: quantile(0.9, 'bff_session_age_seconds_bucket'),
    }),
    panel('Cookies that come although given up', 'short', {
      '{{reason}}': 'sum by (reason) (increase(bff_session_use_after_end_total[range]))',
    }),
    panel('Logouts by the authorization server', 'ops', {
      '{{channel}}: {{outcome}}':
        'sum by (channel, outcome) (rate(bff_provider_logout_total[range]))',
    }),
  ],
  'Renewal, and the authorization server': [
    panel('Refreshes', 'ops', {
      '{{outcome}}': 'sum by (outcome) (rate(bff_token_refresh_total[range]))',
    }),
    panel('How long a refresh takes', 's', {
      p50: quantile(0.5, 'bff_token_refresh_seconds_bucket'),
      p99: quantile(0.99, 'bff_token_refresh_seconds_bucket'),
    }),
    panel('How long the authorization server takes, p95', 's', {
      '{{endpoint}}': quantile(0.95, 'bff_idp_request_seconds_bucket', 'endpoint'),
    }),
    panel('Age of its keys', 's', { '{{instance}}': 'max by (instance) (bff_jwks_age_seconds)' }),
    panel('What it answers', 'ops', {
      '{{endpoint}} {{status}}':
        'sum by (endpoint, status) (rate(bff_idp_request_seconds_count[range]))',
      'refused by us: {{kind}}': 'sum by (kind) (rate(bff_idp_errors_total[range]))',
    }),
  ],
  'Each API': [
    panel('Calls a second', 'reqps', {
      '{{route}}': 'sum by (route) (rate(bff_request_seconds_count{route=~"/api/.*"}[range]))',
    }),
    panel('How long they take, p95', 's', {
      '{{route}}': quantile(0.95, 'bff_request_seconds_bucket{route=~"/api/.*"}', 'route'),
    }),
    panel('How they fail', 'ops', {
      '{{upstream}}: {{code}}': 'sum by (upstream, code) (rate(bff_proxy_errors_total[range]))',
    }),
  ],
  'Store and process': [
    panel('The store: one question', 's', {
      '{{instance}}': 'max by (instance) (bff_store_ping_seconds)',
    }),
    panel('The store: failures and keys thrown away', 'short', {
      failures: 'sum(increase(bff_store_errors_total[range]))',
      'thrown away': 'max(bff_store_evictions)',
    }),
    panel('How late the event loop is, p99', 's', {
      '{{instance}}': 'max by (instance) (bff_event_loop_lag_seconds{quantile="0.99"})',
    }),
    panel('Memory in use by JavaScript', 'bytes', {
      '{{instance}}': 'sum by (instance) (bff_heap_used_bytes)',
    }),
    panel('Builds', 'short', { '{{build}}': 'count by (build) (bff_build_info)' }),
  ],
}

function panel(title: string, unit: Panel['unit'], queries: Panel['queries']): Panel {
  return { title, unit, queries }
}

/** @param by a label that stays; the other ones are added up */
function quantile(share: number, buckets: string, by?: string): string {
  const labels = by === undefined ? 'le' : `le, ${by}`
  return `histogram_quantile(${share}, sum by (${labels}) (rate(${buckets}[range])))`
}
