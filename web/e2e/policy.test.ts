/** What the content security policy stops in a real browser, should something ever get into the page. */
import { beforeEach, describe, expect, inject, it, vi } from 'vitest'
import { type Tab, useProduct } from './product.ts'

describe.skipIf(inject('chromium') === null)('the policy of the page', () => {
  const product = useProduct()
  let tab: Tab
  beforeEach(async () => {
    tab = await product().open()
    await tab.page.goto('/')
    await tab.page.getByRole('heading', { name: 'How it works' }).waitFor()
  })

  it.each([
    [
      'an inline script',
      's = document.createElement("script"); s.text = "hit = 1"; document.head.append(s)',
    ],
    [
      'an inline handler',
      'b = document.createElement("b"); b.setAttribute("onclick", "hit = 1"); document.body.append(b); b.click()',
    ],
    ['markup from a string', 'document.body.innerHTML = "<img src=x onerror=hit=1>"'],
    ['code from a string', 'setTimeout("hit = 1", 0)'],
    [
      'a script from elsewhere',
      's = document.createElement("script"); s.src = "http://127.0.0.1:9/x.js"; document.head.append(s)',
    ],
  ])('does not run %s [FE-02]', async (_what, attack) => {
    await tab.page.evaluate(`(() => { try { ${attack} } catch {} })()`)
    await vi.waitFor(() => expect(tab.complaints).not.toEqual([]), 5000)
    expect(await tab.page.evaluate('typeof hit')).toBe('undefined')
  })

  it('lets nothing be sent elsewhere, and reports the attempt [FE-03]', async () => {
    const elsewhere = product().world.resourceServer.url
    const sent = await tab.page.evaluate(
      `fetch("${elsewhere}").then(() => "sent", () => "stopped")`,
    )
    expect(sent).toBe('stopped')
    await vi.waitFor(() => expect(product().bff.logged('csp.violated')).not.toEqual([]), 5000)
  })
})
