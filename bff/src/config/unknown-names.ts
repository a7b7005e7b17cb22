/**
 * Finds settings nobody reads. `SESSION_IDLE_SECOND=300` would otherwise change nothing and say nothing;
 * so every name with one of our prefixes must be one of our names. Names without them are not ours to judge.
 */
import type { Fault } from './config-error.ts'

const ours = /^(CLAIMCHECK|OIDC|SESSION|RESOURCE|RATE_LIMIT)_/

export function unknownNames(
  env: Record<string, string | undefined>,
  known: readonly string[],
): Fault[] {
  return Object.keys(env)
    .filter((name) => env[name] !== undefined && ours.test(name) && !known.includes(name))
    .filter((name) => !isStranger(name, env[name]))
    .map((name) => ({ name, says: `is not a setting${didYouMean(name, known)}` }))
}

/** Names that machines set by themselves and that only look like ours. */
function isStranger(name: string, value = ''): boolean {
  return (
    name === 'SESSION_MANAGER' || // X11 desktops
    // Kubernetes service links: a service called `claimcheck` puts these into every pod beside it.
    /_SERVICE_(HOST|PORT(_\w+)?)$/.test(name) ||
    /_PORT_\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?$/.test(name) ||
    (name.endsWith('_PORT') && /^(tcp|udp|sctp):/.test(value))
  )
}

function didYouMean(name: string, known: readonly string[]): string {
  const bare = name.replace(/^CLAIMCHECK_/, '')
  const near = known
    .map((candidate) => ({ candidate, distance: editDistance(bare, candidate) }))
    .toSorted((a, b) => a.distance - b.distance)[0]
  // Two letters: OIDC_ISUSER still finds OIDC_ISSUER, and RESOURCE_BOOKS_URL not RESOURCE_NOTES_URL.
  if (near === undefined || near.distance > 2) return ''
  return `; did you mean ${near.candidate}?`
}

/** Levenshtein: how many letters to add, drop or change. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (const [index, letter] of from.split('').entries()) {
    const next = [index + 1]
    for (const [column, other] of to.split('').entries()) {
      const change = (row[column] ?? 0) + (letter === other ? 0 : 1)
      next.push(Math.min(change, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
