/** How a person looks on the pages: initials in a circle, with name and address beside them. */
import type { Person } from '../people.ts'
import { html, type Html } from './html.ts'

export function whoIs(person: Person): Html {
  const { name, email } = person.claims
  return html`<div class="who">
    ${initialsOf(person)}
    <div>${name} <small>${email ?? 'no e-mail address'}</small></div>
  </div>`
}

/** A decoration: the name stands beside it. */
export function initialsOf({ claims }: Person): Html {
  const initials = claims.name.split(' ').map((word) => word.slice(0, 1))
  return html`<span class="initials" aria-hidden="true">${initials.join('')}</span>`
}
