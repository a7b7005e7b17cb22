/**
 * What a field means and whether it is about a person (ASVS 14.1.2). One name means one thing in all events; the
 * compiler asks for each that an event has.
 *
 * Nothing here names anybody by itself. `pseudonym` marks what does so in the hands of whoever holds the
 * keys and the store: such lines are personal data all the same (GDPR art. 4 no. 5).
 */
import type { EventFields } from '../events.ts'

export interface FieldMeaning {
  meaning: string
  personal: 'no' | 'pseudonym'
}

/** Every field of every event. */
export type FieldName = { [N in keyof EventFields]: keyof EventFields[N] }[keyof EventFields]

/** On every line, whatever happened. */
export const fieldsOfEveryLine = {
  time: { meaning: 'When it happened, UTC', personal: 'no' },
  level: { meaning: '`error` `warn` `info` `debug`', personal: 'no' },
  event: { meaning: 'Its name', personal: 'no' },
  ref: {
    meaning: 'The request it belongs to; the person sees it beside a problem, and may quote it',
    personal: 'pseudonym',
  },
} as const satisfies Record<string, FieldMeaning>

export const eventFields: Record<FieldName, FieldMeaning> = {
  acr: { meaning: 'How strongly they signed in, in the words of the server', personal: 'no' },
  ageSeconds: { meaning: 'How long it had lasted', personal: 'no' },
  again: { meaning: 'Whether it is not the first of its window', personal: 'no' },
  by: {
    meaning:
      'Of a logout: whether a session there (`sid`) or a person (`sub`) was named; of a limit: what was counted',
    personal: 'no',
  },
  cause: {
    meaning: 'Class, code, status, OAuth error and place of an error; never its message',
    personal: 'no',
  },
  channel: { meaning: '`back` or `front`', personal: 'no' },
  code: {
    meaning:
      'What was answered ([problem.ts](../../shared/src/problem.ts)); of a worker: exit code',
    personal: 'no',
  },
  cookie: { meaning: '`session` or `transaction`', personal: 'no' },
  development: { meaning: 'Whether the rules are those of development', personal: 'no' },
  directive: { meaning: 'Which rule of the policy, by a closed list', personal: 'no' },
  endpoint: { meaning: 'Which of its endpoints, by what is asked there', personal: 'no' },
  fatal: { meaning: 'Whether the session ended with it', personal: 'no' },
  method: { meaning: 'Of the request', personal: 'no' },
  mode: { meaning: '`client` or `exchange`', personal: 'no' },
  ms: { meaning: 'How long it took, in milliseconds', personal: 'no' },
  origin: { meaning: 'APP_ORIGIN', personal: 'no' },
  prompt: { meaning: 'What a sign-in link asked for', personal: 'no' },
  reason: {
    meaning: 'Why a session ended ([session.ts](../../shared/src/session.ts))',
    personal: 'no',
  },
  refusal: { meaning: 'The problem we answered with', personal: 'no' },
  resource: { meaning: 'Which API, by its name in the resource table', personal: 'no' },
  restartInMs: { meaning: 'When the next one is started', personal: 'no' },
  route: { meaning: 'The pattern that matched; never the URL', personal: 'no' },
  session: {
    meaning: "A session's public name, of no use as a credential",
    personal: 'pseudonym',
  },
  sessions: { meaning: 'How many ended', personal: 'no' },
  signal: { meaning: 'What ended the process', personal: 'no' },
  status: { meaning: 'Of the answer; 499: the browser had left', personal: 'no' },
  subject: {
    meaning: 'A keyed hash of issuer and `sub`: the same person, the same word',
    personal: 'pseudonym',
  },
  trace: { meaning: 'The trace it belongs to, where there is one (W3C)', personal: 'pseudonym' },
  types: { meaning: 'Of authorization details that were not granted', personal: 'no' },
  where: { meaning: 'Which limit: RATE_LIMIT_… by its name', personal: 'no' },
  why: { meaning: 'The closed word for what was wrong', personal: 'no' },
  worker: { meaning: 'Its number', personal: 'no' },
}
