// @vitest-environment happy-dom
/** The sample page, asked again by itself. What a slow or unwilling API does to it: e2e/states.test.ts. */
import { describe, expect, it } from 'vitest'
import { passiveHeader } from 'shared/paths'
import { renderApp } from '../testing/render-app.tsx'
import { signedIn } from '../testing/session-views.ts'

describe('the notes', { timeout: 20_000 }, () => {
  it('are asked for as by somebody at first, and then as by the page', async () => {
    const said: (string | null)[] = []
    const { person, client } = await renderApp({
      path: '/notes',
      session: signedIn(),
      answers: {
        'GET /api/notes': ({ headers }) => {
          said.push(headers.get(passiveHeader.name))
          return Response.json({ notes: [] })
        },
      },
    })
    await person.sees('Nothing here yet')
    expect(new Set(said)).toEqual(new Set([null]))
    said.length = 0
    await client.invalidateQueries()
    expect(said).toEqual([passiveHeader.value])
  })
})
