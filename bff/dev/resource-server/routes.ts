/**
 * What can be done with notes. Some routes exist for the BFF's sake, as what a proxy has to get right: a
 * download, an answer that takes its time, a stream that never ends by itself, and two that a person must
 * sign in for once more – with a second factor for `/notes/locked`, lately for `/notes/erase`.
 */
import { setTimeout as wait } from 'node:timers/promises'
import { Router } from '@koa/router'
import type { Context } from 'koa'
import { csvOf } from './csv.ts'
import { readNoteContent } from './note-content.ts'
import type { Notes } from './notes.ts'
import { tick } from './ticker.ts'
import { twoFactor } from '../acr.ts'
import { accessFor, assertAssured } from './tokens.ts'

const lockedNote = {
  id: 'locked',
  title: 'Behind a second factor',
  text: 'You have shown twice who you are.',
  updatedAt: '2026-01-01T00:00:00.000Z',
}

const reads = 'notes:read'
const writes = 'notes:write'

export function notesRoutes(notes: Notes): Router {
  const router = new Router()

  router.get('/notes', (ctx) => {
    ctx.body = { notes: notes.list(accessFor(ctx, reads).sub) }
  })

  // No `location`: behind a proxy that removes a prefix it would lead nowhere, and the body has the id.
  router.post('/notes', async (ctx) => {
    const { sub } = accessFor(ctx, writes)
    ctx.body = notes.add(sub, await readNoteContent(ctx.req))
    ctx.status = 201
  })

  router.get('/notes/export.csv', (ctx) => {
    const { sub } = accessFor(ctx, reads)
    ctx.set('content-disposition', 'attachment; filename="notes.csv"')
    ctx.type = 'text/csv; charset=utf-8; header=present'
    ctx.body = csvOf(notes.list(sub))
  })

  router.get('/notes/slow', async (ctx) => {
    accessFor(ctx, reads)
    const ms = wholeNumber(ctx, 'ms', 2000, 60_000)
    await wait(ms, undefined, { signal: leaving(ctx) }).catch(() => undefined)
    ctx.body = { waitedMs: ms }
  })

  router.get('/notes/ticker', (ctx) => {
    accessFor(ctx, reads)
    tick(ctx, wholeNumber(ctx, 'everyMs', 1000, 60_000))
  })

  router.get('/notes/locked', (ctx) => {
    const access = accessFor(ctx, reads)
    assertAssured(access, { acr: twoFactor })
    ctx.body = { notes: [lockedNote] }
  })

  router.post('/notes/erase', (ctx) => {
    const access = accessFor(ctx, writes)
    assertAssured(access, { maxAgeSeconds: 300 })
    for (const { id } of notes.list(access.sub)) notes.remove(access.sub, id)
    ctx.status = 204
  })

  router.put('/notes/:id', async (ctx) => {
    const { sub } = accessFor(ctx, writes)
    ctx.body = notes.change(sub, ctx.params.id ?? '', await readNoteContent(ctx.req))
  })

  router.delete('/notes/:id', (ctx) => {
    notes.remove(accessFor(ctx, writes).sub, ctx.params.id ?? '')
    ctx.status = 204
  })

  return router
}

function wholeNumber(ctx: Pick<Context, 'query'>, name: string, usual: number, limit: number) {
  const { [name]: given } = ctx.query
  return typeof given === 'string' && /^\d{1,6}$/.test(given) ? Math.min(+given, limit) : usual
}

/** Aborts when the caller has gone, so that nobody is waited for. */
function leaving(ctx: Pick<Context, 'res'>): AbortSignal {
  const gone = new AbortController()
  ctx.res.once('close', () => gone.abort())
  return gone.signal
}
