/**
 * Loaded before main.ts: the resource table with one word changed, as in a clone whose API speaks WebSocket.
 * The table is code, so the code is what changes; everything else of the process stays as it is.
 */
import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'

registerHooks({
  load(url, context, next) {
    const loaded = next(url, context)
    if (!url.endsWith('/bff/src/api/resources.ts')) return loaded
    const table = readFileSync(new URL(url), 'utf8')
    if (!table.includes('webSocket: false')) throw new Error('The table has no such word any more.')
    return { ...loaded, source: table.replace('webSocket: false', 'webSocket: true') }
  },
})
