/**
 * Links inside the app. What makes a click a navigation (the plain left one) stays the router's decision; its
 * own `Link` would bring 2 kB of prefetching along, which nobody here asks for.
 */
import type { ComponentProps } from 'react'
import { useHref, useLinkClickHandler, useMatch } from 'react-router'

type LinkProps = { to: string } & Omit<ComponentProps<'a'>, 'href'>

export function Link({ to, onClick, children, ...rest }: LinkProps) {
  const follow = useLinkClickHandler(to)
  return (
    <a
      {...rest}
      href={useHref(to)}
      onClick={(event) => {
        onClick?.(event)
        if (!event.defaultPrevented) follow(event)
      }}
    >
      {children}
    </a>
  )
}

/** Says so when it leads to where one is. */
export function SectionLink({ to, ...rest }: LinkProps) {
  const here = useMatch({ path: to, end: false })
  return <Link {...rest} to={to} aria-current={here ? 'page' : undefined} />
}
