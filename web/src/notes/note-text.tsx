/**
 * A note's text as a person wrote it: line breaks kept, web addresses made links. React escapes the rest.
 * `noreferrer`: where a note points learns nothing about this page.
 */
import { safeLink } from '../safe-link.ts'

export function NoteText({ text }: { text: string }) {
  if (text.trim() === '') return null
  return (
    <p className="note-text">
      {text.split(/(\s+)/).map((part, place) => {
        const href = safeLink(part)
        return href ? (
          // The list never changes order: parts of one text, made anew with it.
          <a key={place} href={href} rel="noreferrer">
            {part}
          </a>
        ) : (
          part
        )
      })}
    </p>
  )
}
