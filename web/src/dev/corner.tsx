/** The badge, in a root of its own: the app does not know that it is there. */
import { createRoot } from 'react-dom/client'
import { Badge } from './badge.tsx'
import './findings.css'

export function showBadge(): void {
  const corner = document.body.appendChild(document.createElement('div'))
  createRoot(corner).render(<Badge />)
}
