/** Who would you like to be? One button for each person; there is nothing to type and nothing to know. */
import { type Person, people } from '../people.ts'
import type { Page } from './frame.ts'
import { html, type Html } from './html.ts'
import { initialsOf } from './badge.ts'

export interface SignInOptions {
  /** Whom the app (`login_hint`) or a running session expects: stands first, and is still only offered. */
  expected?: Person | undefined
  /** Why somebody who is signed in already is asked again. */
  again: boolean
}

export function signInPage({ expected, again }: SignInOptions): Page {
  const others = people.filter((person) => person !== expected)
  return {
    title: again ? 'Sign in again' : 'Sign in',
    body: html`<h1>${again ? 'Sign in again' : 'Sign in to Claimcheck'}</h1>
      <p>${leadOf(expected, again)}</p>
      <form method="post">
        <div class="people">
          ${expected && cardOf(expected, true)} ${others.map((person) => cardOf(person, false))}
        </div>
        <div class="row"><button class="plain" name="decision" value="cancel">Cancel</button></div>
      </form>`,
  }
}

function leadOf(expected: Person | undefined, again: boolean): string {
  if (again) return 'The app would like to be sure that it is still you.'
  if (expected) return `The app expects ${expected.claims.name}, but you may be anyone.`
  return 'Choose who you are. Each person shows the app something different.'
}

function cardOf(person: Person, hinted: boolean): Html {
  const { id, about, claims } = person
  return html`<button class="person${hinted && ' hinted'}" name="person" value="${id}">
    ${initialsOf(person)}
    <span><span class="name">${claims.name}</span> <span class="about">${about}</span></span>
  </button>`
}
