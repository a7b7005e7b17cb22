import { describe, expect, it } from 'vitest'
import { html, markup } from './html.ts'

describe('html', () => {
  it('escapes text, in an attribute too', () => {
    const text = `<img src="x" onerror='y'>&`
    const safe = '&lt;img src=&quot;x&quot; onerror=&#39;y&#39;&gt;&amp;'
    expect(html`<p title="${text}">${text}</p>`.markup).toBe(`<p title="${safe}">${safe}</p>`)
  })

  it('takes markup as it is, one piece or a list of them', () => {
    const words = ['a', '<b>'].map((word) => html`<i>${word}</i>`)
    const { markup: joined } = html`<p>${words}${markup('<br>')}</p>`
    expect(joined).toBe('<p><i>a</i><i>&lt;b&gt;</i><br></p>')
  })

  it('leaves out what is not there', () => {
    expect(html`<p>${false}${undefined}</p>`.markup).toBe('<p></p>')
  })
})
