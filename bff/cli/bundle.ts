/**
 * `node bff/cli/bundle.ts`: the BFF and all it imports in one file, `bff/dist/main.mjs`, and the operator's
 * `pnpm sessions` in another. An image needs these two, the built web app and Node: no node_modules, no
 * package manager, no TypeScript, no test.
 *
 * `bff/dist` is as deep as `bff/src`, so that main.ts finds `web/dist` from both. Not minified, because a stack
 * trace is read by people; no source maps, because nothing on a server reads them. The licences of what is
 * inside stand beside it.
 */
import { fileURLToPath } from 'node:url'
import { build, type Rolldown } from 'vite'

const entries = {
  main: 'src/main.ts',
  sessions: 'cli/sessions.ts',
}

export type EntryName = keyof typeof entries
export const entryNames = Object.keys(entries) as EntryName[]

/** @param outDir where to write it; nowhere when it is only to be looked at */
export async function bundle(name: EntryName, outDir?: string): Promise<Rolldown.OutputChunk> {
  const root = fileURLToPath(new URL('..', import.meta.url))
  const done = await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: entries[name],
      target: 'node26',
      write: outDir !== undefined,
      emptyOutDir: false,
      license: { fileName: `${name}.licenses.md` },
      ...(outDir !== undefined && { outDir }),
      rolldownOptions: {
        output: { entryFileNames: `${name}.mjs`, codeSplitting: false },
      },
    },
  })
  const [chunk] = 'output' in done ? done.output.filter(({ type }) => type === 'chunk') : []
  if (chunk?.type !== 'chunk') throw new Error('Vite was to make one file of it.')
  return chunk
}

if (import.meta.main) {
  const outDir = fileURLToPath(new URL('../dist', import.meta.url))
  for (const name of entryNames) await bundle(name, outDir)
}
