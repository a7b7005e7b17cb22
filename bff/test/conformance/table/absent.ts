/**
 * The modules of the suite that are not played, each with the reason: what they exercise does not exist
 * here, by decision. This is all that the table knows beside the test files and the list of requirements.
 */

export interface Absent {
  /** The row of the list it stands in. */
  id: string
  module: string
  reason: string
}

export const absent: readonly Absent[] = [
  {
    id: 'CM-16',
    module: 'oidcc-client-test-userinfo-bearer-body',
    reason: 'tokens travel in the Authorization header and nowhere else (ID-18)',
  },
  {
    id: 'CM-26',
    module: 'oidcc-client-test-session-management',
    reason: 'polls a frame that needs third-party cookies; back-channel logout does better',
  },
  {
    id: 'CM-34',
    module: 'implicit and hybrid modules',
    reason: 'response_type is code and nothing else (AR-02)',
  },
  {
    id: 'CM-34',
    module: 'dynamic registration modules',
    reason: 'the operator registers the client, once (AR-01)',
  },
  {
    id: 'CM-34',
    module: 'WebFinger modules',
    reason: 'the issuer is configured and never found out from a person (MD-01)',
  },
  {
    id: 'CM-34',
    module: 'request_uri modules',
    reason: 'requests are pushed (RFC 9126) and not fetched from us',
  },
  {
    id: 'CM-34',
    module: 'fapi2-security-profile-final-client-test-invalid-openbanking-intent-id',
    reason: 'a profile of the United Kingdom',
  },
]
