/**
 * `Expect: 100-continue` (RFC 9110 §10.1.1): who asks before sending hears yes when the body is about to be
 * read, and no – the refusal itself – when it is not. Between us and the API nobody asks.
 */
import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { answerTo, openStage, type Stage } from './stage.ts'

/** Sends the body when it is told to. */
async function upload(stage: Stage, path: string, headers: Record<string, string>, body = 'hello') {
  const all = { expect: '100-continue', 'content-length': String(body.length), ...headers }
  const request = stage.begin(path, { method: 'POST', headers: all })
  let wasTold = false
  request.once('continue', () => {
    wasTold = true
    request.end(body)
  })
  request.flushHeaders()
  const { status } = await answerTo(request)
  request.destroy()
  return { wasTold, status }
}

describe('Expect: 100-continue', () => {
  it('is answered when the body is wanted, and asked of no API [PX-29]', async () => {
    const body = 'x'.repeat(1_000_000)
    const stage = await openStage({}, (req, res) => void req.resume().on('end', () => res.end()))
    expect(await upload(stage, '/1', {}, body)).toEqual({ wasTold: true, status: 200 })
    expect(stage.api.seen[0]!.headers).not.toHaveProperty('expect')
  })

  it.each([
    ['too large', '/1', { 'content-length': '11' }, 413],
    ['by nobody', '/1', { cookie: '' }, 401],
    ['from another site', '/1', { 'x-csrf': '' }, 403],
    ['to a way out', '/..%2f', {}, 400],
  ])(
    'is refused and the body never sent where it is %s [PX-29]',
    async (_name, path, headers, status) => {
      const stage = await openStage({ bodyLimitBytes: 10 })
      expect(await upload(stage, path, headers)).toEqual({ wasTold: false, status })
      expect(stage.api.seen).toEqual([])
    },
  )

  it('is not answered to whoever asked nothing', async () => {
    const stage = await openStage()
    const request = stage.begin('/1', { method: 'POST' })
    request.once('continue', () => request.destroy(new Error('Nobody asked.')))
    request.end('hello')
    const [answer] = await once(request, 'response')
    expect(answer).toMatchObject({ statusCode: 200 })
  })
})
