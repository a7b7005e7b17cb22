/** For whoever opens the address that `pnpm dev` has printed. */
import { people } from '../people.ts'
import type { Page } from './frame.ts'
import { html } from './html.ts'

export function welcomePage(appOrigin: string): Page {
  return {
    title: 'Local authorization server',
    body: html`<h1>The local authorization server</h1>
      <p>Signing in starts at the app; it sends you here and takes you back.</p>
      <ul>
        ${people.map(({ claims, about }) => html`<li><span class="name">${claims.name}</span> <span class="about">${about}</span></li>`)}
      </ul>
      <div class="row"><a class="button primary" href="${appOrigin}">Go to the app</a></div>`,
  }
}
