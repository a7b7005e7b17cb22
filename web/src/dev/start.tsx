/**
 * What `main.ts` starts in development in place of the app: the app with a badge in its corner, or the inspector.
 * No build has any of this folder (bff/test/house/dev-absent.test.ts).
 */
import { createRoot } from 'react-dom/client'
import type { EarlySession } from '../session/early-session.ts'
import { Badge } from './badge.tsx'
import { inspectorPath } from './dev-paths.ts'
import { Inspector } from './inspector.tsx'

export async function startApp(early: EarlySession): Promise<void> {
  if (window.location.pathname === inspectorPath) return showInspector()
  const corner = document.body.appendChild(document.createElement('div'))
  createRoot(corner).render(<Badge />)
  const app = await import('../app.tsx')
  await app.startApp(early)
}

function showInspector(): void {
  const root = document.getElementById('root')
  if (root === null) throw new Error('There is no #root in index.html to render into.')
  document.title = 'Inspector · Claimcheck'
  createRoot(root).render(<Inspector />)
}
