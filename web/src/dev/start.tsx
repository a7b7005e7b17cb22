/**
 * What `main.ts` starts in development in place of the app: the app with a badge in its corner, or the inspector.
 * The console gets one line, with the way to the inspector. No build has any of this folder
 * (bff/test/house/dev-absent.test.ts).
 */
import type { EarlySession } from '../session/early-session.ts'
import { inspectorPath } from './dev-paths.ts'

export async function startApp(early: EarlySession): Promise<void> {
  sayOneLine()
  if (window.location.pathname === inspectorPath) {
    const { showInspector } = await import('./inspector.tsx')
    return showInspector()
  }
  const { showBadge } = await import('./corner.tsx')
  showBadge()
  const app = await import('../app.tsx')
  await app.startApp(early)
}

function sayOneLine(): void {
  const page = globalThis as unknown as Record<string, object | undefined>
  // React, which is loaded only after us, advertises its browser extension to whoever has nothing of this.
  const hook = (page['__REACT_DEVTOOLS_GLOBAL_HOOK__'] ??= { isDisabled: true })
  if (!('checkDCE' in hook)) Object.assign(hook, { checkDCE: () => undefined })
  // oxlint-disable-next-line no-console -- for whoever opens the console, and nothing else is said there
  console.info(`Claimcheck: watch it happen at ${window.location.origin}${inspectorPath}`)
}
