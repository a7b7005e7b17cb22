/** The second factor: a form as real ones are, except that every code of six digits is right. */
import { firstNameOf, type Person } from '../people.ts'
import { whoIs } from './badge.ts'
import type { Page } from './frame.ts'
import { html } from './html.ts'

/** @param refused whether the code just sent was not six digits. */
export function secondFactorPage(person: Person, refused: boolean): Page {
  return {
    title: refused ? 'Error: enter your code' : 'Enter your code',
    body: html`<h1>Enter your code, ${firstNameOf(person)}</h1>
      <p>Signing in takes a second step. Any six digits will do here.</p>
      ${whoIs(person)}
      <form method="post">
        <input type="hidden" name="person" value="${person.id}" />
        <label for="code">Six-digit code</label>
        <input
          id="code"
          name="code"
          inputmode="numeric"
          autocomplete="one-time-code"
          required
          pattern="[0-9]{3} ?[0-9]{3}"
          autofocus
          ${refused && html`aria-invalid="true"`}
          aria-describedby="${refused ? 'alarm hint' : 'hint'}"
        />
        ${refused && html`<p class="alarm" id="alarm">A code has exactly six digits.</p>`}
        <p class="hint" id="hint">For example 123456.</p>
        <div class="row">
          <button class="primary">Continue</button>
          <button class="plain" name="decision" value="cancel" formnovalidate>Cancel</button>
        </div>
      </form>`,
  }
}

/** A space is forgiven: authenticator apps show codes as `123 456`. */
export function isCode(code: string | null): boolean {
  return /^\d{3} ?\d{3}$/.test(code ?? '')
}
