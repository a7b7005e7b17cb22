/**
 * Fair use: how often what may be asked (limits/). Generous by default, since a limit is there for what runs wild
 * and not for people: a page that calls without end, a script that guesses. What counts for whom, and how many
 * processes share a count, is told in docs/fair-use.md.
 */
import { limitFault, limitRules } from './limit-rules.ts'
import type { SettingTable } from './setting.ts'
import { listOf } from './setting-values.ts'

const rules = listOf(limitFault, limitRules)

export const limitSettings = {
  RATE_LIMIT_SIGN_IN: {
    // By address above all: nobody is signed in yet. An office at nine o'clock is one address.
    meaning:
      'Sign-ins begun: for each `session`, `subject` or `address` how many in how many seconds',
    default: 'address:600/60,session:60/60,subject:120/60',
    example: 'address:60/60',
    value: rules,
  },
  RATE_LIMIT_CALLBACK: {
    meaning: 'Sign-ins that come back from the authorization server, counted the same way',
    default: 'address:600/60',
    example: 'address:60/60',
    value: rules,
  },
  RATE_LIMIT_BACKCHANNEL_LOGOUT: {
    meaning: 'Logout tokens that prove nothing; one that does is not counted',
    default: 'address:600/60',
    example: 'address:60/60',
    value: rules,
  },
  RATE_LIMIT_ORDINARY: {
    // Twenty in a second, for a minute: no page that people use comes near.
    meaning:
      'Calls to APIs and routes whose `rate` is `ordinary`; `address` counts who is not signed in',
    default: 'session:1200/60,subject:3600/60,address:1200/60',
    example: 'session:600/60',
    value: rules,
  },
  RATE_LIMIT_COSTLY: {
    meaning: 'The same for those whose `rate` is `costly`',
    default: 'session:60/60,subject:120/60,address:60/60',
    example: 'subject:10/3600',
    value: rules,
  },
} satisfies SettingTable
