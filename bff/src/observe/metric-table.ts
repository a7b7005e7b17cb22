/**
 * Every metric, by name: what it counts and by which labels. `bff/docs/metrics.md` is written from it.
 *
 * A label's values are a closed list of the code's or the operator's own – a route pattern, an API's name, a
 * reason from a list – never anything a browser or a server chose, so that nobody can fill a time series
 * database from outside, and no person stands in one.
 */
export interface MetricEntry {
  help: string
  labels: readonly string[]
}

export const counters = {
  bff_refusals_total: { help: 'Requests we refused ourselves, by problem.', labels: ['code'] },
  bff_csrf_rejected_total: { help: 'Requests that were not from our own pages.', labels: ['why'] },
  bff_rate_limited_total: {
    help: 'Requests refused as one too many, by limit.',
    labels: ['where'],
  },
  bff_cookie_ambiguous_total: { help: 'One of our cookies came twice.', labels: ['cookie'] },
  bff_csp_violated_total: { help: 'Reports of broken content security.', labels: ['directive'] },
  bff_login_started_total: { help: 'Sign-ins begun.', labels: [] },
  bff_login_completed_total: {
    help: 'Sign-ins that came back: ok, or why they failed.',
    labels: ['outcome'],
  },
  bff_returnto_rejected_total: { help: 'Return paths that led elsewhere.', labels: [] },
  bff_sessions_started_total: { help: 'Sessions begun.', labels: [] },
  bff_sessions_ended_total: { help: 'Sessions ended, by reason.', labels: ['reason'] },
  bff_session_use_after_end_total: {
    help: 'Cookies that came although given up, by how their session ended.',
    labels: ['reason'],
  },
  bff_token_refresh_total: {
    help: 'Refreshes: ok, refused (ends the session), failed (does not), interrupted.',
    labels: ['outcome'],
  },
  bff_token_not_obtained_total: {
    help: 'Tokens of our own or by exchange that could not be had.',
    labels: ['mode'],
  },
  bff_token_revocation_failed_total: { help: 'Tokens that may live on.', labels: [] },
  bff_provider_logout_total: {
    help: 'Logouts by the authorization server: ok, or why they were not believed.',
    labels: ['channel', 'outcome'],
  },
  bff_idp_errors_total: {
    help: 'The authorization server: unreachable, or refused by us for its metadata.',
    labels: ['kind'],
  },
  bff_client_secret_switched_total: {
    help: 'The authorization server wanted the other client secret.',
    labels: [],
  },
  bff_proxy_errors_total: { help: 'APIs that failed, and how.', labels: ['upstream', 'code'] },
  bff_store_errors_total: { help: 'Calls to the store that failed.', labels: [] },
} as const satisfies Record<`bff_${string}_total`, MetricEntry>

export interface HistogramEntry extends MetricEntry {
  /** Upper ends. */
  buckets: number[]
}

/** From one millisecond, what a call costs that needs nobody, to where a person has given up. */
const untilGivenUp = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

/** From a minute to a day: a sign-in by mistake, a meeting, a morning, a working day. */
const partsOfADay = [60, 300, 900, 1800, 3600, 7200, 14_400, 28_800, 43_200, 86_400]

/** In seconds; each has `_bucket`, `_sum` and `_count`. */
export const histograms = {
  bff_request_seconds: {
    help: 'Requests by route and class of status; 499: the browser had left.',
    labels: ['route', 'status'],
    buckets: untilGivenUp,
  },
  bff_token_refresh_seconds: {
    help: 'What a refresh took at the token endpoint.',
    labels: [],
    buckets: untilGivenUp,
  },
  bff_idp_request_seconds: {
    help: 'Questions to the authorization server, by class of status; none: no answer came.',
    labels: ['endpoint', 'status'],
    buckets: untilGivenUp,
  },
  bff_session_age_seconds: {
    help: 'How old sessions were when they were ended.',
    labels: [],
    buckets: partsOfADay,
  },
} as const satisfies Record<`bff_${string}_seconds`, HistogramEntry>

/** Looked at when somebody asks. */
export const gauges = {
  bff_sessions_active: {
    help: 'Sessions that were in use within the last minute, each at one instance: add them up.',
    labels: [],
  },
  bff_event_streams_open: { help: 'Pages that listen to /auth/events.', labels: [] },
  bff_sessions_busy: {
    help: 'Sessions for which something is open: a call, a stream, a WebSocket.',
    labels: [],
  },
  bff_idp_up: {
    help: 'Whether the authorization server answered when it was last asked, and with less than 500.',
    labels: [],
  },
  bff_jwks_age_seconds: {
    help: "Since the authorization server's keys were last read.",
    labels: [],
  },
  bff_client_credential_expires_seconds: {
    help: 'Until our first client secret or certificate runs out, where it is known when.',
    labels: ['kind'],
  },
  bff_store_ping_seconds: { help: 'What one question to the store took, just now.', labels: [] },
  bff_store_evictions: {
    help: 'Keys that Redis threw away for want of memory since it started: each may be a session.',
    labels: [],
  },
  bff_event_loop_lag_seconds: {
    help: 'How late the event loop was since the last look: p50, p99, max.',
    labels: ['quantile'],
  },
  bff_heap_used_bytes: { help: 'Memory in use by JavaScript.', labels: [] },
  bff_start_time_seconds: { help: 'When this process began to observe.', labels: [] },
  bff_build_info: { help: 'Always 1; the label tells which build this is.', labels: ['build'] },
} as const satisfies Record<`bff_${string}`, MetricEntry>

export type CounterName = keyof typeof counters
export type HistogramName = keyof typeof histograms
export type GaugeName = keyof typeof gauges
