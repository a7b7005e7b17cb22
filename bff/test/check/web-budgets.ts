/**
 * How heavy the web app may be, measured as it is sent: compressed by gzip. It is built anew in memory, so that
 * what is weighed is what stands in the sources. First load: all that `index.html` names, the front page
 * among it. A page: what going there fetches on top, shared pieces included, even if another page has
 * fetched them before.
 */
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build, type Rolldown } from 'vite'

type Built = Rolldown.OutputAsset | Rolldown.OutputChunk

export interface Weight {
  what: string
  bytes: number
  mostBytes: number
}

/** Raising one of these wants an argument in the commit. */
export const budgets = { firstLoad: 120_000, page: 15_000, styles: 12_000 }

export function weigh(files: readonly Built[]): Weight[] {
  const sheets = files.filter(({ fileName }) => fileName.endsWith('.css'))
  const first = new Set(namedInPage(files))
  const pages = files
    .filter((file) => file.type === 'chunk')
    .filter((chunk) => isPage(chunk, first))
  return [
    { what: 'first load', bytes: sum(files, first), mostBytes: budgets.firstLoad },
    ...pages.map((chunk) => ({
      what: nameOf(chunk),
      bytes: sum(files, without(closure(files, chunk.fileName), first)),
      mostBytes: budgets.page,
    })),
    { what: 'styles', bytes: sum(files, new Set(sheets.map(nameIn))), mostBytes: budgets.styles },
  ]
}

/** The scripts of `index.html`: run or preloaded. What a listed script needs must be listed, too. */
function namedInPage(files: readonly Built[]): string[] {
  const page = files.find(({ fileName }) => fileName === 'index.html')
  const text = page?.type === 'asset' ? String(page.source) : ''
  return [...text.matchAll(/(?:src|href)="\/([^"]+\.js)"/g)].map(([, name = '']) => name)
}

/** Fetched only when somebody goes there. */
function isPage(chunk: Rolldown.OutputChunk, first: ReadonlySet<string>): boolean {
  return chunk.isDynamicEntry && !first.has(chunk.fileName)
}

function closure(files: readonly Built[], name: string, seen = new Set<string>()): Set<string> {
  if (seen.has(name)) return seen
  seen.add(name)
  const chunk = files.find(({ fileName }) => fileName === name)
  if (chunk?.type === 'chunk') for (const each of chunk.imports) closure(files, each, seen)
  return seen
}

function without(names: ReadonlySet<string>, others: ReadonlySet<string>): Set<string> {
  return new Set([...names].filter((name) => !others.has(name)))
}

function sum(files: readonly Built[], names: ReadonlySet<string>): number {
  return files
    .filter(({ fileName }) => names.has(fileName))
    .map((file) => gzipSync(file.type === 'chunk' ? file.code : file.source, { level: 9 }).length)
    .reduce((all, each) => all + each, 0)
}

function nameIn({ fileName }: Built): string {
  return fileName
}

function nameOf({ facadeModuleId, fileName }: Rolldown.OutputChunk): string {
  return basename(facadeModuleId ?? fileName).replace(/\.\w+$/, '')
}

export function report(weights: readonly Weight[]): string {
  return weights
    .map(({ what, bytes, mostBytes }) => {
      const mark = bytes > mostBytes ? ' TOO HEAVY' : ''
      return `${what} ${kilo(bytes)} of ${kilo(mostBytes)} kB${mark}`
    })
    .join(', ')
}

function kilo(bytes: number): string {
  return (bytes / 1000).toFixed(1).replace(/\.0$/, '')
}

async function buildInMemory(): Promise<Built[]> {
  // Vite builds for the `NODE_ENV` it finds; another one would bring React's development build along.
  process.env['NODE_ENV'] = 'production'
  const root = fileURLToPath(new URL('../../../web/', import.meta.url))
  const done = await build({
    root,
    configFile: `${root}vite.config.ts`,
    logLevel: 'error',
    build: { write: false },
  })
  if (!('output' in done)) throw new Error('Vite was to build one app, once.')
  return done.output
}

if (import.meta.main) {
  const weights = weigh(await buildInMemory())
  console.log(report(weights))
  if (weights.some(({ bytes, mostBytes }) => bytes > mostBytes)) process.exitCode = 1
}
