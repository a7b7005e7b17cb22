/** One ending on its way: each row its own, because several may be on their way at once. */
import { useState } from 'react'

export function useEnding(end: () => Promise<void>) {
  const [state, setState] = useState<{ busy: boolean; error?: unknown }>({ busy: false })
  async function run() {
    setState({ busy: true })
    try {
      await end()
      setState({ busy: false })
    } catch (error) {
      setState({ busy: false, error })
    }
  }
  return { ...state, run }
}
