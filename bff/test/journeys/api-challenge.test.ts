/** Every 401 of ours names how to authenticate (RFC 9110 §15.5.2), and none makes a browser ask for a password. */
import { describe, expect, it } from 'vitest'
import { createBrowser } from '../browser.ts'
import { askWith, openScene, type Scene, signedIn } from '../threats/scene.ts'

const stale = `claimcheck-dev=${'x'.repeat(43)}`

const asked: Record<string, (scene: Scene) => Promise<Response>> = {
  'session-required': ({ origin }) => createBrowser().fetch(`${origin}/api/notes`),
  'session-ended': ({ origin }) => askWith(stale, `${origin}/api/notes`),
  async 'resource-refused'(scene) {
    scene.api.answer = (_req, res) =>
      res.writeHead(401, { 'www-authenticate': 'Basic realm="api"' }).end()
    return (await signedIn(scene)).fetch(`${scene.origin}/api/notes`)
  },
}

describe('a 401', () => {
  it.each(Object.entries(asked))(
    '%s names a session, and nothing else [PX-23, PX-24]',
    async (code, ask) => {
      const answer = await ask(await openScene())
      expect(answer.status).toBe(401)
      expect(answer.headers.get('www-authenticate')).toBe('Session realm="claimcheck"')
      expect(await answer.json()).toMatchObject({ code })
    },
  )

  it('on a page visit is a page, and no challenge', async () => {
    const { origin } = await openScene()
    const page = await createBrowser().visit(`${origin}/api/notes`, { stopBefore: () => true })
    expect(page.status).toBe(303)
    expect(page.headers.get('www-authenticate')).toBeNull()
  })
})
