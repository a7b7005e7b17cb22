/** What the BFF itself decides, as its events tell it: the steps at which nothing crosses a line. */
import type { Event, Events } from '../../src/events.ts'
import type { Recorder } from './recorder.ts'

const sentences: { [N in Event['name']]?: (event: Event & { name: N }) => string } = {
  'login.succeeded': () => 'Everything holds: a session begins, under a new id',
  'login.failed': ({ why }) => `Signing in failed: ${why}`,
  'login.return-path-refused': () => 'The return path was not a local one, so it is left out',
  'token.refreshed': () => 'The tokens are refreshed and kept',
  'token.refresh-failed': ({ fatal }) =>
    fatal ? 'The refresh was refused for good' : 'The refresh did not work; the session stays',
  'token.refresh-interrupted': () => 'An earlier refresh never came to its end',
  'session.ended': ({ reason }) => `The session ends: ${reason}`,
  'session.used-after-end': () => 'Somebody came with the cookie of a session that is over',
  'request.cross-site': ({ why }) => `Refused before anything was touched: ${why}`,
  'request.failed': ({ code, why }) => `Answered with ${code}${why ? ` (${why})` : ''}`,
  'logout.provider-refused': ({ why }) => `The logout token is not believed: ${why}`,
  'logout.provider': ({ sessions }) => `Sessions ended for it: ${sessions}`,
  'provider.unreachable': () => 'The authorization server is not answering',
  'resource.failed': ({ code }) => `The API could not be asked: ${code}`,
  'storage.failed': () => 'The store is not answering',
}

/** @returns the way to stop */
export function recordEvents(events: Events, recorder: Recorder): () => void {
  return events.listen((event) => {
    const visit = recorder.visit()
    const sentence = sentences[event.name] as ((event: Event) => string) | undefined
    if (visit === undefined || sentence === undefined) return
    const title = sentence(event)
    const { ref } = event
    const codes = codesIn(event)
    recorder.record(
      {
        channel: 'app',
        from: 'bff',
        to: 'bff',
        title,
        ...(codes.length > 0 && { codes }),
        ...(ref !== undefined && { ref }),
      },
      visit,
    )
  })
}

/** By which words this is found in bff/docs/errors.md. */
function codesIn(event: Event): string[] {
  const { code, why } = event as { code?: string; why?: string }
  return [code, why].flatMap((word) => word ?? [])
}
