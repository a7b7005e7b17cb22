/**
 * The frame around every page of the local authorization server: the band that says what this is, one
 * heading, and a content security policy under which nothing runs and nothing is fetched – the style is
 * inline by its hash, and the one script there is (`sign-out-page.ts`) by its own.
 */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { html, markup, type Html } from './html.ts'

export interface Page {
  title: string
  body: Html
  script?: string
}

export interface Frame {
  render(page: Page): string
  policyFor(script?: string): string
}

/** @param formOrigins where a form may lead in the end: Chromium applies `form-action` to redirects too. */
export async function createFrame(formOrigins: readonly string[]): Promise<Frame> {
  const style = await readFile(new URL('page.css', import.meta.url), 'utf8')
  const fixed = [
    "default-src 'none'",
    `style-src ${hashOf(style)}`,
    'img-src data:',
    `form-action 'self' ${formOrigins.join(' ')}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ]
  return {
    render: (page) => document(page, style).markup,
    // Left empty rather than out: oidc-provider adds the hashes of its own redirecting forms to it.
    policyFor: (script) =>
      [...fixed, `script-src ${script === undefined ? '' : hashOf(script)}`.trim()].join('; '),
  }
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
}

const icon =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E" +
  "%3Crect width='32' height='32' rx='8' fill='%23f2b63c'/%3E%3C/svg%3E"

function document({ title, body, script }: Page, style: string): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · Claimcheck development sign-in</title>
        <link rel="icon" href="${icon}" />
        ${inline('style', style)}
      </head>
      <body>
        <header>
          <strong>Development only</strong>
          <span>Anyone may be anyone here. There are no passwords.</span>
        </header>
        <main>${body}</main>
        ${script !== undefined && inline('script', script)}
      </body>
    </html>`
}

/** Without a blank more than `text`: the hash in the policy is of exactly what stands between the tags. */
function inline(tag: 'style' | 'script', text: string): Html {
  return markup(`<${tag}>${text}</${tag}>`)
}
