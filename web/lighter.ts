/**
 * Build plugins that take out what only weighs. Each is a guess about somebody else's source text: should that
 * change, nothing breaks, it merely stays in, and `pnpm check` sees the weight.
 */
import type { Plugin } from 'vite'

/**
 * React Router writes a name on each of its components, for developer tools. To a bundler that is an effect, so
 * all of them stay, used or not; without the names, what we do not use goes: 5 kB, compressed. What we
 * never give the router goes, too: 2 kB. Whoever gives it one of these takes it off the list first.
 */
export function lighterRouter(): Plugin {
  return {
    name: 'claimcheck:lighter-router',
    apply: 'build',
    transform: {
      filter: { id: /\/node_modules\/react-router\// },
      handler: (code) =>
        code
          .replace(/^\w+\.displayName = "\w+";$/gm, '')
          .replace(/= (?=React\$1\.(forwardRef|memo|createContext)\()/g, '= /* @__PURE__ */ ')
          .replace(neverGiven, 'undefined'),
    },
  }
}

const neverGiven = new RegExp(
  [
    // Somebody who watches each step; routes that are found out later.
    String.raw`\binit\.(instrumentations|patchRoutesOnNavigation)\b`,
    // What a server has rendered already; the framework that would have done it.
    String.raw`opts\?\.hydrationData \|\| parseHydrationData\(\)`,
    String.raw`React\$1\.useContext\(FrameworkContext\)`,
  ].join('|'),
  'g',
)

/**
 * Vite wraps each `import()` to fetch stylesheets and chunks along with it. We have one stylesheet and preload by
 * ourselves; what is left of the wrapper is to say that a chunk did not come (`session/new-version.ts`).
 */
export function lighterImports(): Plugin {
  return {
    name: 'claimcheck:lighter-imports',
    apply: 'build',
    enforce: 'pre',
    load: {
      order: 'pre',
      filter: { id: /vite\/preload-helper/ },
      handler: () => `export const __vitePreload = (load) => load().catch((payload) => {
        const event = Object.assign(new Event('vite:preloadError', { cancelable: true }), { payload })
        window.dispatchEvent(event)
        if (!event.defaultPrevented) throw payload
      })`,
    },
  }
}
