import { describe, expect, it } from 'vitest'
import { open } from './counter.fixture.ts'
import { joinResources } from './resources.ts'
import { resourceAt } from './routes.ts'

const routes = {
  '/export.csv': { acr: ['mfa'] },
  '/:id/pictures': { bodyLimitBytes: 1 },
  '/:id': { cache: 'upstream' },
} as const

const resources = joinResources(
  { notes: { ...open, routes }, orders: open },
  { notes: { url: 'https://api.example/v1' }, orders: { url: 'https://orders.example' } },
  'https://app.example',
)

function routeOf(target: string): string {
  return resourceAt(target, resources).route
}

describe('resourceAt', () => {
  it.each([
    ['/api/notes', '/api/notes'],
    ['/api/notes/', '/api/notes'],
    ['/api/notes?export.csv', '/api/notes'],
    ['/api/notes/7', '/api/notes/:id'],
    ['/api/notes/7?x=/y', '/api/notes/:id'],
    ['/api/notes/7/pictures', '/api/notes/:id/pictures'],
    ['/api/notes/7/pictures/1', '/api/notes'],
    ['/api/notes/export.csv', '/api/notes/export.csv'],
    ['/api/orders/export.csv', '/api/orders'],
  ])('finds for %s the rules of %s', (target, route) => {
    expect(routeOf(target)).toBe(route)
  })

  it.each([
    '/api/notes/EXPORT.csv',
    '/api/notes/%65xport.csv',
    '/api/notes/%2565xport.csv',
    '/api/notes/export%2ecsv',
    '/api/notes/export.csv/',
    '/api/notes/export.csv;x=1',
    '/api/notes/export.csv%3bx=1',
    '/api/notes/export.csv%20',
    '/api/notes/export.csv?x=1',
    '/api/notes/export.csv//',
  ])('finds the stricter rules for %s as well', (target) => {
    expect(routeOf(target)).toBe('/api/notes/export.csv')
  })

  it('takes what a route does not say from the API', () => {
    const { acr, methods, origin, pathPrefix } = resourceAt('/api/notes/export.csv', resources)
    expect({ acr, methods }).toEqual({ acr: ['mfa'], methods: open.methods })
    expect(origin + pathPrefix).toBe('https://api.example/v1')
  })
})
