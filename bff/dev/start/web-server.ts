/**
 * Vite with the web app, on the app's own origin. What belongs to the BFF goes to the BFF before Vite sees
 * it, so that browser and BFF meet on one origin, as they do in production.
 */
import { fileURLToPath } from 'node:url'
import { createServer } from 'vite'
import { forwardTo } from './forward-to-bff.ts'
import { forwardUpgradeTo } from './forward-upgrade.ts'

const root = fileURLToPath(new URL('../../../web/', import.meta.url))

/** A restart takes less than one second; an EventSource that is told 503 gives up for good. */
const restartMs = 5000

export interface WebServerOptions {
  port: number
  bffPort: number
  /** Off where nobody edits: a page under test is not to be loaded anew. */
  watching?: boolean
}

export async function startWebServer(
  options: WebServerOptions,
): Promise<{ close: () => Promise<void> }> {
  const forward = forwardTo(options.bffPort, restartMs)
  const server = await createServer({
    root,
    configFile: `${root}vite.config.ts`,
    // Its greeting names one of four addresses; ours names all of them.
    logLevel: 'warn',
    clearScreen: false,
    server: {
      host: 'localhost',
      port: options.port,
      // The next port would be an origin that no redirect URI is registered for.
      strictPort: true,
      ...(options.watching === false && { watch: null, hmr: false }),
      // Vite's default lets other local origins read answers: ours are for our own pages only.
      cors: false,
    },
    plugins: [
      {
        name: 'claimcheck:bff',
        configureServer({ middlewares, httpServer }) {
          middlewares.use(forward)
          httpServer?.on('upgrade', forwardUpgradeTo(options.bffPort))
        },
        // Here Vite has the font at another address than the page preloads it from, and the console would say so.
        transformIndexHtml: (html) => html.replace(/<link\s+rel="preload"[^>]*>/, ''),
      },
    ],
  })
  await server.listen()
  return { close: () => server.close() }
}
