/** Copies a text and says so. Where the browser refuses, the text is still there to be selected by hand. */
import { useState } from 'react'
import { problemPage } from '../words/problem-page.ts'
import { useAnnounce } from './announcer.tsx'

export function CopyButton({ text }: { text: string }) {
  const announce = useAnnounce()
  const [copied, setCopied] = useState(false)
  async function copy() {
    try {
      await navigator.clipboard.writeText(text)
      setCopied(true)
      announce(problemPage.copied)
    } catch {
      setCopied(false)
    }
  }
  return (
    <button type="button" className="button button-small" onClick={() => void copy()}>
      {copied ? problemPage.copied : problemPage.copy}
    </button>
  )
}
