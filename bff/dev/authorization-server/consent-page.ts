/** What the app asks to be allowed, in words. The person says yes or no to all of it. */
import type { Person } from '../people.ts'
import type { Page } from './frame.ts'
import { whoIs } from './badge.ts'
import { html } from './html.ts'

const meanings: Record<string, string> = {
  openid: 'Recognise you when you come back',
  profile: 'See your name',
  email: 'See your e-mail address',
  roles: 'See what roles you have',
  offline_access: 'Keep this access while you are away',
  'notes:read': 'Read your notes',
  'notes:write': 'Add, change and delete your notes',
}

export function consentPage(person: Person, scopes: readonly string[]): Page {
  return {
    title: 'Allow access',
    body: html`<h1>Allow Claimcheck to do this?</h1>
      <p>You can take this back at any time by signing out.</p>
      ${whoIs(person)}
      <ul>
        ${scopes.map((scope) => html`<li>${meanings[scope] ?? scope}</li>`)}
      </ul>
      <form method="post">
        <div class="row">
          <button class="primary" name="decision" value="allow">Allow</button>
          <button name="decision" value="refuse">Refuse</button>
        </div>
      </form>`,
  }
}
