/** The scene, with an API that gets exchanged tokens, and a server that answers exchanges as the test says. */
import { resourceTable } from '../../src/api/resources.ts'
import { type Browser, createBrowser } from '../browser.ts'
import type { Answer, Seen } from '../conformance/liar/wire.ts'
import { openScene, signedIn } from './scene.ts'

const exchangeGrant = 'urn:ietf:params:oauth:grant-type:token-exchange'

export async function exchangeScene(answerTo: (request: Seen) => Answer) {
  const wire = {
    token: (answer: Answer, request: Seen) =>
      request.body.get('grant_type') === exchangeGrant ? answerTo(request) : answer,
  }
  const table = { notes: { ...resourceTable.notes, token: 'exchange' as const } }
  const env = { RESOURCE_NOTES_AUDIENCE: 'notes-api', RESOURCE_NOTES_SCOPE: 'notes:read' }
  const scene = await openScene({ wire }, { table, env })
  const browser = await signedIn(scene)
  return {
    ...scene,
    browser,
    call: (by: Browser = browser) => by.fetch(`${scene.origin}/api/notes`),
    signedIn: () => signedIn(scene, createBrowser()),
    exchanges: () =>
      scene.liar.seen.token.filter(({ body }) => body.get('grant_type') === exchangeGrant),
  }
}
