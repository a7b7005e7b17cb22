/** What the command tells the generator, and what that reports (generator.ts is a process of its own). */
export interface Job {
  port: number
  method: string
  path: string
  headers: Record<string, string>
  /** The session cookie's name; with it each request comes from one of so many sessions, by turns at random. */
  cookie?: { name: string; sessions: number }
  bodyBytes?: number
  connections: number
  seconds: number
}

export interface Report {
  requests: number
  /** Not 200, or a connection that broke. */
  bad: number
  octets: number
  seconds: number
  p50Ms: number
  p99Ms: number
}
