/**
 * What the resource table comes to stands in docs/policy.txt, so that a review shows every change of it, also
 * one that comes from elsewhere. Written anew with `vitest run -u` when it was meant.
 */
import { describe, expect, it } from 'vitest'
import { explain, routesText } from '../../cli/routes-text.ts'
import { resourceTable } from '../../src/api/resources.ts'

const { notes } = resourceTable
const table = {
  notes: { ...notes, routes: { '/export.csv': { methods: ['GET'], acr: ['mfa'] } } },
} as const

describe('the effective policy', () => {
  it('is the one that was reviewed', async () => {
    await expect(routesText(resourceTable)).toMatchFileSnapshot('../../docs/policy.txt')
  })

  it('says of a route with rules of its own what differs', () => {
    const [, block] = routesText(table).trimEnd().split('\n\n')
    expect(block).toBe('/api/notes/export.csv\n  methods           GET\n  acr               mfa')
  })
})

describe('pnpm routes explain', () => {
  it.each([
    ['GET', '/api/notes/7', 'is forwarded, by these rules:\n\n/api/notes\n'],
    ['GET', '/api/notes/export.csv', 'is forwarded, by these rules:\n\n/api/notes/export.csv\n'],
    ['POST', '/api/notes/export.csv', 'is refused: 405 method-not-allowed (GET)\n'],
    ['TRACE', '/api/notes', 'is refused: 405 method-not-allowed (GET, HEAD'],
    ['GET', '/api/orders', 'is refused: 404 resource-unknown\n'],
    ['GET', '/api/notes/..%2f', 'is refused: 400 request-malformed (encoded-slash)\n'],
    ['GET', 'https://evil.example/', 'is refused: 400 request-malformed (not-origin-form)\n'],
  ])('says of %s %s what the door does', (method, target, says) => {
    expect(explain(table, method, target)).toContain(`${method} ${target} ${says}`)
  })
})
