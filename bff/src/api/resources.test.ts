import { describe, expect, it } from 'vitest'
import { open } from './counter.fixture.ts'
import { joinResources, resourceNames, resourceTable } from './resources.ts'

const appOrigin = 'https://app.example'
const url = 'https://api.example:8443/v1/'

describe('joinResources', () => {
  it('gives each entry its place, parsed once', () => {
    const configured = { notes: { url, indicator: 'urn:notes', scope: 'notes:read' } }
    expect(joinResources({ notes: open }, configured, appOrigin).get('notes')).toEqual({
      ...open,
      name: 'notes',
      route: '/api/notes',
      routes: [],
      origin: 'https://api.example:8443',
      pathPrefix: '/v1',
      indicator: 'urn:notes',
      scope: 'notes:read',
    })
  })

  it('takes the table of the house', () => {
    const configured = Object.fromEntries(resourceNames.map((name) => [name, { url }]))
    expect([...joinResources(resourceTable, configured, appOrigin).keys()]).toEqual(resourceNames)
  })

  it('refuses an entry without a URL', () => {
    expect(() => joinResources({ notes: open }, {}, appOrigin)).toThrow(/"notes".*set its URL/)
  })

  it('refuses an exchange of tokens that would be for no API in particular [TK-13]', () => {
    const table = { notes: { ...open, token: 'exchange' as const } }
    expect(() => joinResources(table, { notes: { url } }, appOrigin)).toThrow(/"notes".*_INDICATOR/)
    const named = { notes: { url, audience: 'notes-api' } }
    expect(joinResources(table, named, appOrigin).get('notes')).toMatchObject({
      audience: 'notes-api',
    })
  })

  it('refuses a URL without an entry', () => {
    const configured = { notes: { url }, orders: { url } }
    expect(() => joinResources({ notes: open }, configured, appOrigin)).toThrow(/"orders".*add it/)
  })

  it('takes no property of Object for an entry', () => {
    const configured = { notes: { url }, constructor: { url } }
    expect(() => joinResources({ notes: open }, configured, appOrigin)).toThrow(/"constructor"/)
  })

  it.each(['https://app.example', 'https://app.example/', 'https://APP.example:443/v1'])(
    'refuses to forward to ourselves at %s [PX-12]',
    (own) => {
      const configured = { notes: { url: own } }
      expect(() => joinResources({ notes: open }, configured, appOrigin)).toThrow(/own origin/)
    },
  )

  it.each([
    'cookie',
    'authorization',
    'Authorization',
    'proxy-authorization',
    'dpop',
    'host',
    'connection',
    'transfer-encoding',
    'content-length',
    'x-forwarded-for',
    'x-csrf',
    'x-http-method-override',
    'set-cookie',
    'www-authenticate',
    'access-control-allow-origin',
    'claimcheck-refusal',
    'cache-control',
    'location',
    'two words',
  ])('refuses an entry that adds the header %s', (name) => {
    const configured = { notes: { url } }
    const asking = { notes: { ...open, requestHeaders: [name] } }
    const answering = { notes: { ...open, responseHeaders: [name] } }
    expect(() => joinResources(asking, configured, appOrigin)).toThrow(/may not pass/)
    expect(() => joinResources(answering, configured, appOrigin)).toThrow(/may not pass/)
  })

  it.each(['__Host-Http-claimcheck', '__host-http-CLAIMCHECK-tx-1', 'claimcheck-dev'])(
    'refuses an entry that lets the API set our cookie %s [PX-21]',
    (cookie) => {
      const table = { notes: { ...open, setCookies: [cookie] } }
      expect(() => joinResources(table, { notes: { url } }, appOrigin)).toThrow(/which is ours/)
    },
  )
})
