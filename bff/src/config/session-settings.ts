/** How long people stay signed in, and where that is kept. */
import { keysFault, parseKeys } from './session-keys.ts'
import type { SettingTable } from './setting.ts'
import { listOf, storeUrl, wholeNumber } from './setting-values.ts'

/** NIST SP 800-63B §4.1.3: even at the lowest assurance level people sign in again after 30 days. */
const thirtyDays = 30 * 24 * 60 * 60

export const sessionSettings = {
  SESSION_KEYS: {
    meaning: 'Comma list of base64url keys, 32 random octets or more each: first writes, all read',
    secret: true,
    example: 'paste-a-key-here',
    value: listOf(keysFault, parseKeys),
  },
  SESSION_IDLE_SECONDS: {
    meaning: 'A session ends after so long without a call',
    default: '1800',
    example: '900',
    value: wholeNumber(1, thirtyDays),
  },
  SESSION_ABSOLUTE_SECONDS: {
    meaning: 'A session ends after so long in any case',
    default: '43200',
    example: '28800',
    value: wholeNumber(1, thirtyDays),
  },
  STORE_URL: {
    meaning:
      '`sqlite:<file>` for one machine; for many instances `rediss://…`, `rediss-sentinel://…/<name>` or `rediss-cluster://…` (Redis or Valkey; `redis…` without TLS on loopback); `memory:` forgets',
    default: 'sqlite:./data/claimcheck.db',
    secret: true,
    example: 'rediss://claimcheck:paste-a-password-here@redis.example.com:6379',
    value: storeUrl,
  },
} satisfies SettingTable
