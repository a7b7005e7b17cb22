/** News at a pace that can be listened to: the last of a burst, half a second after it. */
import { useEffect, useState } from 'react'

export function useNews(text: string | undefined): string {
  const [said, setSaid] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setSaid(text ?? ''), 500)
    return () => clearTimeout(timer)
  }, [text])
  return said
}
