/** One parameter of the page's address, so that what is shown can be sent to somebody. Nothing is loaded anew. */
import { useCallback, useState } from 'react'
import { inspectorPath } from './dev-paths.ts'

export const explainLink = (code: string) =>
  `${inspectorPath}?${new URLSearchParams({ view: 'explain', code })}`

export function useParameter(
  name: string,
): [string | undefined, (value: string | undefined) => void] {
  const [value, setValue] = useState(
    () => new URLSearchParams(window.location.search).get(name) ?? undefined,
  )
  const set = useCallback(
    (next: string | undefined) => {
      setValue(next)
      const url = new URL(window.location.href)
      if (next === undefined) url.searchParams.delete(name)
      else url.searchParams.set(name, next)
      window.history.replaceState(undefined, '', url)
    },
    [name],
  )
  return [value, set]
}
