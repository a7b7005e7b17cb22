import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { problems } from '../http/problems.ts'
import { requestLog } from '../http/request-log.ts'
import { securityHeaders } from '../http/security-headers.ts'
import { clock, tryRooms } from '../http/try-rooms.ts'
import { files } from './files.ts'

const config = {
  appOrigin: 'https://app.example.com',
  providers: [{ issuer: 'https://id.example.com', frontchannelLogout: false }],
}
const built: Record<string, string> = {
  'index.html': '<!doctype html>',
  'favicon.svg': '<svg/>',
  'assets/app-3f2a.js': 'plain',
  'assets/app-3f2a.js.br': 'brotli',
  'assets/app-3f2a.js.gz': 'gzip',
  'assets/app-3f2a.js.map': 'source',
  'assets/app-3f2a.js.map.gz': 'source',
  'about.html': 'a page of nobody',
  '.vite/manifest.json': '{}',
  '.git/config': 'secret',
}

let directory = ''
beforeEach(async () => {
  const root = await mkdtemp(join(tmpdir(), 'claimcheck-files-'))
  onTestFinished(() => rm(root, { recursive: true }))
  directory = join(root, 'dist')
  await writeFile(join(root, 'outside.txt'), 'outside')
  for (const [name, text] of Object.entries(built)) {
    await mkdir(dirname(join(directory, name)), { recursive: true })
    await writeFile(join(directory, name), text)
  }
})

/** The files, and behind them a door that answers "page" to whatever comes through. */
function openFiles(from = directory) {
  return tryRooms((events) => [
    problems(events, config),
    securityHeaders(config),
    files(from),
    (ctx) => {
      ctx.body = 'page'
    },
  ])
}

describe('files', () => {
  it('lets a hashed asset be kept for ever', async () => {
    const { ask } = await openFiles()
    const { status, headers, body } = await ask({ path: '/assets/app-3f2a.js' })
    expect([status, body]).toEqual([200, 'plain'])
    expect(headers).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'content-type': 'text/javascript',
      'x-content-type-options': 'nosniff',
      vary: 'Accept-Encoding',
    })
  })

  it.each([
    ['br, gzip', 'br', 'brotli'],
    ['gzip', 'gzip', 'gzip'],
    ['identity', undefined, 'plain'],
  ])('packs for Accept-Encoding %s as the build did', async (accepted, encoding, expected) => {
    const { ask } = await openFiles()
    const question = { path: '/assets/app-3f2a.js', headers: { 'accept-encoding': accepted } }
    const { headers, body } = await ask(question)
    expect([headers['content-encoding'], body]).toEqual([encoding, expected])
  })

  it('is one route in the log, whatever the file', async () => {
    const { ask, told } = await tryRooms((events) => [
      requestLog(events, clock, (length) => Buffer.alloc(length)),
      files(directory),
    ])
    await ask({ path: '/favicon.svg' })
    expect(told).toEqual([expect.objectContaining({ route: 'file', status: 200 })])
  })

  it('has every other file asked for anew, and answers 304 to who has it', async () => {
    const { ask } = await openFiles()
    const first = await ask({ path: '/favicon.svg' })
    expect(first.headers['cache-control']).toBe('no-cache')
    const headers = { 'if-none-match': String(first.headers.etag) }
    expect(await ask({ path: '/favicon.svg', headers })).toMatchObject({ status: 304, body: '' })
  })

  it('answers HEAD with the head alone', async () => {
    const { ask } = await openFiles()
    const { status, headers, body } = await ask({ method: 'HEAD', path: '/assets/app-3f2a.js' })
    expect([status, headers['content-length'], body]).toEqual([200, '5', ''])
  })

  it('gives the whole file for a range', async () => {
    const { ask } = await openFiles()
    const question = { path: '/assets/app-3f2a.js', headers: { range: 'bytes=-2' } }
    expect(await ask(question)).toMatchObject({ status: 200, body: 'plain' })
  })

  it.each([
    ['a missing asset', '/assets/app-0000.js'],
    ['a directory', '/assets/'],
    ['a source map', '/assets/app-3f2a.js.map'],
    ['a packed source map', '/assets/app-3f2a.js.map.gz'],
    ['an escaped source map', '/assets/app-3f2a.js%2emap'],
    ['the manifest of the build', '/.vite/manifest.json'],
    ['a repository', '/.git/config'],
    ['a dotfile further down', '/notes/.env'],
    ['a way out', '/assets/../../outside.txt'],
    ['an escaped way out', '/assets/%2e%2e/%2e%2e/outside.txt'],
  ])('answers %s with 404 and never with a page [CD-08]', async (_what, path) => {
    const { ask } = await openFiles()
    const { status, body } = await ask({ path, headers: { 'sec-fetch-mode': 'navigate' } })
    expect([status, JSON.parse(body).code]).toEqual([404, 'not-found'])
  })

  it.each([
    ['a page of the web app', '/about'],
    ['the start', '/'],
    ['index.html itself', '/index.html'],
    ['an escaped path', '/caf%C3%A9'],
    ['an escaped dotfile', '/%2egit/config'],
    ['a path out of the folder', '/%2e%2e/outside.txt'],
    ['a door', '/auth/session'],
  ])('leaves %s to who comes next', async (_what, path) => {
    const { ask } = await openFiles()
    expect(await ask({ path })).toMatchObject({ status: 200, body: 'page' })
  })

  it('leaves other methods to who comes next', async () => {
    const { ask } = await openFiles()
    expect(await ask({ method: 'POST', path: '/favicon.svg' })).toMatchObject({ body: 'page' })
  })

  it('survives a file that a deploy took away [EL-03]', async () => {
    const { ask } = await openFiles()
    await rm(join(directory, 'assets/app-3f2a.js'))
    await expect(ask({ path: '/assets/app-3f2a.js' })).rejects.toThrow('socket hang up')
    expect(await ask({ path: '/favicon.svg' })).toMatchObject({ status: 200 })
  })

  it('has no files where nothing was built', async () => {
    const { ask } = await openFiles(join(directory, 'not-built'))
    expect(await ask({ path: '/assets/app-3f2a.js' })).toMatchObject({ status: 404 })
    expect(await ask({ path: '/favicon.svg' })).toMatchObject({ body: 'page' })
  })
})
