/**
 * What `pnpm sessions …` was asked to do, judged before anything is opened. It refuses whatever could be read
 * in two ways: a selection next to another, a time without its zone, a time that has not come yet.
 */
import { parseArgs } from 'node:util'

export const usage = `pnpm sessions list --sub <sub>             who is signed in where; with an issuer: --sub <iss> <sub>
pnpm sessions end  --sub <sub>             end all sessions of one person
                   --before <time>         end those that began before, e.g. 2026-11-20T09:00:00Z
                   --sub <sub> --before …  both
                   --all                   end every session there is
                   --dry-run               only count`

export interface SessionsRequest {
  verb: 'list' | 'end'
  /** Everybody, unless a person is named. The issuer is ours unless given. */
  person?: { iss?: string; sub: string }
  beforeMs?: number
  dryRun: boolean
}

/** Its message is for the terminal; `usage` belongs below it. */
export class UsageError extends Error {}

export function readRequest(args: string[], nowMs: number): SessionsRequest {
  const { values, positionals } = parse(args)
  const [verb, ...rest] = positionals
  if (verb !== 'list' && verb !== 'end') throw new UsageError('Say "list" or "end".')
  const person = personIn(values.sub, rest)
  if (verb === 'list' && person === undefined) throw new UsageError('Say whose: --sub <sub>.')
  if (verb === 'list' && (values.all || values.before || values['dry-run'])) {
    throw new UsageError('"list" takes nothing but --sub.')
  }
  const beforeMs = values.before === undefined ? undefined : timeIn(values.before, nowMs)
  const isNarrowed = person !== undefined || beforeMs !== undefined
  if (values.all && isNarrowed) throw new UsageError('--all stands alone.')
  if (!values.all && !isNarrowed) throw new UsageError('Say which: --sub, --before or --all.')
  return {
    verb,
    ...(person && { person }),
    ...(beforeMs !== undefined && { beforeMs }),
    dryRun: values['dry-run'] ?? false,
  }
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        sub: { type: 'string' },
        before: { type: 'string' },
        all: { type: 'boolean' },
        'dry-run': { type: 'boolean' },
      },
    })
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}

/** `--sub <sub>` or `--sub <iss> <sub>`: to the parser the second word is one that stands alone. */
function personIn(first: string | undefined, rest: string[]): SessionsRequest['person'] {
  const [second, ...more] = rest
  if (more.length > 0 || (first === undefined && second !== undefined)) {
    throw new UsageError('These words have no place here.')
  }
  if (first === undefined) return undefined
  if (first === '' || second === '') throw new UsageError('A sub is not empty.')
  return second === undefined ? { sub: first } : { iss: first, sub: second }
}

/** Without a zone it would be another time on another machine. */
function timeIn(text: string, nowMs: number): number {
  const isPlain = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text)
  const ms = isPlain ? Date.parse(text) : Number.NaN
  if (Number.isNaN(ms)) throw new UsageError('--before takes a time like 2026-11-20T09:00:00Z.')
  if (ms > nowMs) throw new UsageError('--before lies ahead; --all ends every session.')
  return ms
}
