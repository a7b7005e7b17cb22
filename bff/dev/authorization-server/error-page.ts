/**
 * When there is no way back to the app by protocol: the authorization server must not redirect to an
 * address that it does not know (RFC 6749 §4.1.2.1). Whoever sees this is developing, so it says what
 * oidc-provider says; as text, since part of it came with the request.
 */
import type { ErrorOut } from 'oidc-provider'
import type { Page } from './frame.ts'
import { html } from './html.ts'

const meanings: Record<string, string> = {
  invalid_client: 'No app with this client_id is registered here.',
  invalid_redirect_uri:
    'The redirect_uri is not, character by character, one that this app has registered.',
  server_error: 'The authorization server itself broke; its terminal says where.',
}

export function errorPage(out: ErrorOut, appOrigin: string): Page {
  return {
    title: 'This cannot go on',
    body: html`<h1>This cannot go on</h1>
      <p>${meanings[out.error] ?? 'The app asked for something that it cannot have.'}</p>
      <ul>
        <li><code>${out.error}</code></li>
        ${out.error_description !== undefined && html`<li>${out.error_description}</li>`}
      </ul>
      <div class="row"><a class="button" href="${appOrigin}">Back to the app</a></div>`,
  }
}

/** Back button, second tab, bookmark: this page belonged to a sign-in that is over. */
export function stalePage(appOrigin: string): Page {
  return {
    title: 'This page is out of date',
    body: html`<h1>This page is out of date</h1>
      <p>Its sign-in is finished or took too long. Start again from the app.</p>
      <div class="row"><a class="button primary" href="${appOrigin}">Back to the app</a></div>`,
  }
}
