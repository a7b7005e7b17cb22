/**
 * GET /assets/… and the other files of the built web app, packed at build time (.br, .gz).
 *
 * Hashed assets may be kept for ever, all else is asked for anew each time. It refuses what looks like a file
 * and is none – a missing asset, a dotfile, a source map – with 404 instead of a page (ASVS 13.4), and leaves
 * `index.html` to index-page.ts. It stands before the session room: a file is the same for everybody.
 */
import { existsSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import sirv from 'sirv'
import type { Context, Middleware } from '../http/context.ts'
import { isDoorPath } from '../http/doors.ts'
import { Problem } from '../http/problem.ts'

/** @param directory `web/dist`; not there in development, where Vite serves the files */
export function files(directory: string): Middleware {
  const serve = existsSync(directory) ? openDirectory(directory) : () => false
  return (ctx, next) => {
    if (isDoorPath(ctx.path) || !isRead(ctx)) return next()
    if (isPrivate(ctx.path)) throw new Problem('not-found')
    if (mayBeFile(ctx.path) && serve(ctx)) return
    if (ctx.path.startsWith(hashedPrefix)) throw new Problem('not-found')
    return next()
  }
}

/** Vite puts everything here whose name holds the hash of its content. */
const hashedPrefix = '/assets/'

function isRead({ method }: Context): boolean {
  return method === 'GET' || method === 'HEAD'
}

/** Dotfiles and source maps. No page has such a path: whoever asks is looking for what was left lying about. */
function isPrivate(path: string): boolean {
  return /\/\.|\.map(?:\.(?:br|gz))?$/.test(path)
}

/** File names of a build are plain, so what is escaped is not one, and need not be judged twice. */
function mayBeFile(path: string): boolean {
  return !path.includes('%') && !path.startsWith('/index.html')
}

function openDirectory(directory: string): (ctx: Context) => boolean {
  // No `extensions`: `/about` is a page of the web app and never `about.html`.
  const serve = sirv(directory, {
    brotli: true,
    gzip: true,
    etag: true,
    extensions: [],
    setHeaders,
  })
  return (ctx) => {
    let found = true
    serve(askFor(ctx), ctx.res, () => {
      found = false
    })
    if (!found) return false
    ctx.respond = false
    ctx.state.route = 'file'
    return true
  }
}

/** Called when the file is known and about to be sent. */
function setHeaders(res: ServerResponse, path: string) {
  const isHashed = path.startsWith(hashedPrefix)
  res.setHeader('Cache-Control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
  // sirv leaves its file stream without an error handler: a file that a deploy took away would end the process.
  res.once('pipe', (file) => file.once('error', () => res.destroy()))
}

/**
 * All that sirv may know of the request. No `Range`: it answers a suffix range with the wrong bytes, and a
 * server may ignore the field (RFC 9110 §14.2).
 */
function askFor({ path, headers }: Context): IncomingMessage {
  const known = {
    'accept-encoding': headers['accept-encoding'],
    'if-none-match': headers['if-none-match'],
  }
  return { url: path, headers: known } as unknown as IncomingMessage
}
