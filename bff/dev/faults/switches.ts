/**
 * What can be made to go wrong, truly: no switch pretends. `now` is done to the session of the browser that asks,
 * at once; `armed` waits for the next request it fits; `told` is in the hands of the browser alone, and explained.
 */
import type { FaultGroup, FaultSwitch } from 'shared/inspector'

const now = act('now')
const armed = act('armed')
const told = act('told')

export const switches = [
  now(
    'token-expired',
    'session',
    'Access token expired',
    'The next API call has to refresh first.',
  ),
  now('idle-soon', 'session', 'Idle limit in 30 seconds', 'As after half an hour without a click.'),
  now('absolute-soon', 'session', 'Absolute limit in 60 seconds', 'Nothing can prolong it.'),
  now('session-lost', 'session', 'Session lost', 'The store knows nothing of it any more.'),
  now('ended-elsewhere', 'session', 'Ended from another device', 'As by the person, elsewhere.'),
  now('ended-by-operator', 'session', 'Ended by the operator', 'As by pnpm sessions end.'),
  now('ended-by-provider', 'session', 'Ended by the authorization server', 'As by a logout token.'),
  armed(
    'wrong-person',
    'session',
    'Another person',
    'The next sign-in asks who it is: be another.',
  ),
  armed('store-down', 'session', 'Store down', 'Every question to the store fails.'),
  armed('provider-refuses', 'provider', 'Connection refused', 'Nobody listens there.'),
  armed('provider-503', 'provider', '503', 'It is there, and cannot.'),
  armed('provider-slow', 'provider', 'Slow, 10 seconds', 'Longer than anybody likes to wait.'),
  armed('keys-rotated', 'provider', 'Keys rotated', 'The next ID token is signed with a new one.'),
  armed('opener-policy', 'provider', 'Opener policy', 'Its pages cut the tie to who opened them.'),
  armed('wrong-nonce', 'provider', 'Wrong nonce', 'The ID token answers another sign-in.'),
  armed('wrong-iss', 'provider', 'Wrong iss', 'Another server answers: a mix-up.'),
  armed('missing-iss', 'provider', 'Missing iss', 'The answer names no server.'),
  armed('wrong-state', 'provider', 'Wrong state', 'The answer belongs to another browser.'),
  armed('consent-refused', 'provider', 'Consent refused', 'The person said no (access_denied).'),
  armed('interaction-required', 'provider', 'interaction_required', 'Silence was not possible.'),
  armed('refresh-refused', 'provider', 'Refresh token refused', 'invalid_grant, as after reuse.'),
  armed('no-new-refresh-token', 'provider', 'No new refresh token', 'The old one has to be kept.'),
  armed('api-slow', 'api', 'Slow, 5 seconds', 'Then it answers as usual.'),
  armed('api-silent', 'api', 'Silent', 'It takes the request, and never answers.'),
  armed('api-401', 'api', '401', 'Once: refreshed and asked again. Always: told to the page.'),
  armed('api-403', 'api', '403', 'The token is good, the person may not.'),
  armed('api-429', 'api', '429 with Retry-After', 'Too many requests; come again in 7 s.'),
  armed('api-500', 'api', '500', 'It broke.'),
  armed('api-cut', 'api', 'Cut in the middle', 'The body ends before its end.'),
  armed('api-huge', 'api', 'A huge body', 'Eight megabytes of notes.'),
  armed('api-step-up', 'api', 'Step-up required', 'It wants a second factor (RFC 9470).'),
  armed('cookie-blocked', 'browser', 'Cookie not kept', 'The next session cookie gets lost.'),
  told('new-build', 'browser', 'New build', 'On “States”: a part of the code is missing.'),
  told('offline', 'browser', 'Offline', 'DevTools, Network, Offline. Then look at the banner.'),
  told(
    'clock-skew',
    'browser',
    'Wrong clock',
    'Set this machine’s clock: pages count from the BFF’s.',
  ),
  told(
    'popup-blocked',
    'browser',
    'Pop-up blocked',
    'Site settings, Pop-ups and redirects, Block.',
  ),
] as const satisfies readonly FaultSwitch[]

export type FaultId = (typeof switches)[number]['id']

export function switchFor(id: unknown): (typeof switches)[number] | undefined {
  return switches.find((each) => each.id === id)
}

function act<A extends FaultSwitch['acts']>(acts: A) {
  return <I extends string>(id: I, group: FaultGroup, title: string, about: string) => ({
    id,
    group,
    title,
    about,
    acts,
  })
}
