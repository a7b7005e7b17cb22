/**
 * How the web app is built, with small plugins of our own. What is built is compressed once, here, so
 * that no request ever waits for a compressor. No source maps: the source is in the repository, not on the
 * public server. `pnpm check` weighs the result.
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin, type Rolldown } from 'vite'
import { lighterImports, lighterRouter } from './lighter.ts'

export default defineConfig({
  root: import.meta.dirname,
  plugins: [
    react(),
    lighterRouter(),
    lighterImports(),
    blockingScript('src/ui/looks-before-paint.js'),
    startApp(),
    precompress(),
  ],
  build: {
    target: 'es2024',
    sourcemap: false,
    // Every file by its own name: nothing inlined as data:, nothing that the CSP would have to allow.
    assetsInlineLimit: 0,
    // `startApp` below names the files to preload; Vite's own helper would be code in front of the code.
    modulePreload: false,
    // One small stylesheet, there before the first paint, instead of one per chunk.
    cssCodeSplit: false,
    rolldownOptions: {
      output: {
        // What asks who is here; what others wrote, which stays in caches when we publish anew; what of ours
        // every page needs. Without these groups it would be a dozen files, one for each set of sharers.
        codeSplitting: {
          groups: [
            { name: 'ask', test: /\/early-session\.ts$|preload-helper/, priority: 3 },
            {
              name: 'framework',
              test: /\/(react|react-dom|scheduler|react-router|@tanstack)\//,
              priority: 2,
            },
            { name: 'shell', test: /\/src\/app\.tsx$/, priority: 1 },
          ],
        },
      },
    },
  },
})

/**
 * Vite bundles module scripts only, and those run after the first paint. A classic script in the page is
 * served as it stands in development; the build gives it the hash that lets it be cached for ever.
 */
function blockingScript(file: string): Plugin {
  const source = readFileSync(join(import.meta.dirname, file), 'utf8')
  const code = source.replace(/\/\*[\s\S]*?\*\/\s*/g, '')
  const hash = createHash('sha256').update(code).digest('base64url').slice(0, 8)
  const fileName = `assets/looks-before-paint-${hash}.js`
  return {
    name: 'claimcheck:blocking-script',
    apply: 'build',
    transformIndexHtml: {
      order: 'pre',
      handler: (html) => html.replace(`src="/${file}"`, `src="/${fileName}" vite-ignore`),
    },
    generateBundle() {
      this.emitFile({ type: 'asset', fileName, source: code })
    },
  }
}

/**
 * `main.ts` imports the app only after it has asked for the session; fetch all of it at the same time. Not the
 * pages: which one will be needed nobody knows here, and what is preloaded and not used is in the way.
 */
function startApp(): Plugin {
  return {
    name: 'claimcheck:start-app',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { bundle = {}, chunk }) =>
        [...(chunk?.imports ?? []), ...(chunk?.dynamicImports ?? [])]
          .flatMap((fileName) => withImports(fileName, bundle))
          .filter((fileName, place, all) => all.indexOf(fileName) === place)
          .map((fileName) => ({
            tag: 'link',
            attrs: { rel: 'modulepreload', crossorigin: true, href: `/${fileName}` },
            injectTo: 'head' as const,
          })),
    },
  }
}

/** A chunk, and what it cannot start without. */
function withImports(
  fileName: string,
  bundle: Record<string, Rolldown.OutputAsset | Rolldown.OutputChunk>,
): string[] {
  const chunk = bundle[fileName]
  if (chunk?.type !== 'chunk') return []
  return [fileName, ...chunk.imports.flatMap((each) => withImports(each, bundle))]
}

/** Beside each text file its `.br` and `.gz`; what is smaller than a packet or packed already stays alone. */
function precompress(): Plugin {
  return {
    name: 'claimcheck:precompress',
    apply: 'build',
    async writeBundle({ dir }) {
      if (dir === undefined) return
      for (const name of await readdir(dir, { recursive: true })) {
        if (!/\.(js|css|html|svg|json|txt)$/.test(name)) continue
        // The BFF writes the session into the page, so that one is compressed on its way or not at all.
        if (name === 'index.html') continue
        const bytes = await readFile(join(dir, name))
        if (bytes.length < 1024) continue
        const quality = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY }
        await writeFile(join(dir, `${name}.br`), brotliCompressSync(bytes, { params: quality }))
        await writeFile(join(dir, `${name}.gz`), gzipSync(bytes, { level: 9 }))
      }
    },
  }
}
