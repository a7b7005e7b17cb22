/** What stands around every page: skip link, bar, banner, the page itself, footer, live region. */
import type { ReactNode } from 'react'
import { type Location, Outlet, ScrollRestoration } from 'react-router'
import { StatusBanner } from '../session/status-banner.tsx'
import { app, shell } from '../words/shell.ts'
import { Announcer } from './announcer.tsx'
import { Link } from './link.tsx'
import { MainMenu } from './main-menu.tsx'
import { UnsavedWork } from './unsaved.tsx'

export function Shell({
  banner = true,
  children = <Outlet />,
}: {
  /** Off where the page itself says what the banner would. */
  banner?: boolean
  children?: ReactNode
}) {
  return (
    <Announcer>
      <UnsavedWork>
        <a className="skip" href="#main">
          {shell.skip}
        </a>
        <header className="bar">
          <div className="bar-inner">
            <Link className="brand" to="/" aria-label={shell.home}>
              {app}
            </Link>
            <MainMenu />
          </div>
        </header>
        {banner && <StatusBanner />}
        <main id="main" tabIndex={-1}>
          {children}
        </main>
        <footer className="foot">
          <p>{shell.footer}</p>
        </footer>
        <ScrollRestoration getKey={placeOf} />
      </UnsavedWork>
    </Announcer>
  )
}

/**
 * The first entry of every document has the key "default", so that by default a new visit would begin where
 * an old one was scrolled to.
 */
function placeOf({ key }: Location): string {
  return key === 'default' ? `first-of-${performance.timeOrigin}` : key
}
