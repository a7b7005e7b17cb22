/**
 * Signing out at the authorization server. Whoever comes from the app's "Sign out" has said so already
 * and is not asked twice: the form sends itself, and without script its button does. Everybody else –
 * any page can lead here – is asked.
 */
import type { Page } from './frame.ts'
import { html, markup } from './html.ts'

/** @param form oidc-provider's: it carries the secret that makes a forged sign-out impossible. */
export function signOutPage(form: string, vouchedFor: boolean): Page {
  const [start = ''] = form.split('</form>')
  return vouchedFor ? signingOutPage(start) : askingPage(start)
}

function signingOutPage(form: string): Page {
  return {
    title: 'Signing out',
    body: html`<h1>Signing you out</h1>
      <p>This takes a moment. If nothing happens, press the button.</p>
      ${markup(form)}
      <button class="primary" name="logout" value="yes">Sign out</button>
      ${markup('</form>')}`,
    script: "document.querySelector('[name=logout]').click()",
  }
}

function askingPage(form: string): Page {
  return {
    title: 'Sign out?',
    body: html`<h1>Sign out here too?</h1>
      <p>If you stay signed in, the app will not ask who you are the next time you sign in.</p>
      ${markup(form)}
      <div class="row">
        <button class="primary" name="logout" value="yes">Sign out</button>
        <button>Stay signed in</button>
      </div>
      ${markup('</form>')}`,
  }
}

export function signedOutPage(appOrigin: string): Page {
  return {
    title: 'Signed out',
    body: html`<h1>You are signed out</h1>
      <p>You may close this page.</p>
      <div class="row"><a class="button" href="${appOrigin}">Back to the app</a></div>`,
  }
}
