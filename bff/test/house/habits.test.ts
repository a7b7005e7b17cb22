import { describe, expect, it } from 'vitest'
import { importFaults, lengthFaults, nameFaults, tokenFaults, worldFaults } from './habits.ts'

const path = 'bff/src/auth/login.ts'
const lines = (count: number) => 'a\n'.repeat(count)

describe('lengthFaults', () => {
  it('allows a file 150 lines and a test 300', () => {
    expect(lengthFaults({ path, text: lines(150) })).toEqual([])
    expect(lengthFaults({ path: 'bff/test/a.test.ts', text: lines(300) })).toEqual([])
  })

  it('leaves alone what is written from a document', () => {
    const text = `/** Written from the document of the API. */\n${lines(500)}`
    expect(lengthFaults({ path, text })).toEqual([])
  })

  it('objects to one more', () => {
    expect(lengthFaults({ path, text: lines(151) })).toHaveLength(1)
    expect(lengthFaults({ path: 'bff/test/a.test.ts', text: lines(301) })).toHaveLength(1)
  })
})

describe('nameFaults', () => {
  it.each([
    'bff/src/auth/login.ts',
    'web/vite.config.ts',
    'bff/src/storage/sqlite.one-step.test.ts',
  ])('has nothing against %s', (good) => {
    expect(nameFaults({ path: good, text: '' })).toEqual([])
  })

  it.each([
    'bff/src/utils.ts',
    'bff/src/lib/cookie.ts',
    'web/src/session/index.ts',
    'web/src/types.ts',
    'web/src/SessionView.tsx',
    'bff/src/token_set.ts',
  ])('objects to %s', (bad) => {
    expect(nameFaults({ path: bad, text: '' })).toHaveLength(1)
  })
})

describe('importFaults', () => {
  it.each([
    'const limit = 3',
    'const words = new Set([1])',
    'export const createRoom = (config) => config',
    'function f() {\n  start()\n}',
    '// start()',
    '/**\n * start()\n */',
  ])('has nothing against %j', (text) => {
    expect(importFaults({ path, text })).toEqual([])
  })

  it.each([
    'start()',
    'await start()',
    'let count = 0',
    'export let count = 0',
    'export default 1',
    'if (a) b()',
    'const app = createApp()',
    "const text = readFileSync('a')",
    'const pool = new Pool()',
  ])('objects to %j', (text) => {
    expect(importFaults({ path, text })).toHaveLength(1)
  })

  it('leaves main.ts its work', () => {
    expect(importFaults({ path: 'bff/src/main.ts', text: 'await start()' })).toEqual([])
  })
})

describe('worldFaults', () => {
  it.each(['new Date(0)', 'clock.now()', '// Date.now()', 'ports.random(32)'])(
    'has nothing against %j',
    (text) => {
      expect(worldFaults({ path, text })).toEqual([])
    },
  )

  it.each([
    'Date.now()',
    'new Date()',
    'Math.random()',
    'setTimeout(f, 1)',
    'setInterval(f, 1)',
    'randomBytes(32)',
    'process.env',
  ])('objects to %j', (text) => {
    expect(worldFaults({ path, text })).toHaveLength(1)
  })
})

describe('tokenFaults', () => {
  it('has nothing against speaking of the authorization server', () => {
    const text = '// Authorization: none\nconst words = "the authorization server"'
    expect(tokenFaults({ path: 'web/src/http.ts', text })).toEqual([])
  })

  it.each([
    "{ 'Authorization': a }",
    '{ authorization: a }',
    'headers.set("authorization", a)',
    'export function getAccessToken() {',
    'const getApiToken = () => 1',
    'const { access_token } = answer',
    'let refreshToken: string',
  ])('objects to %j', (text) => {
    expect(tokenFaults({ path: 'web/src/http.ts', text })).toHaveLength(1)
  })

  it('lets the inspector name what the BFF holds, and no more', () => {
    const path = 'web/src/dev/key-marks.tsx'
    expect(tokenFaults({ path, text: 'const names = /^access_token$/' })).toEqual([])
    expect(tokenFaults({ path, text: '{ authorization: a }' })).toHaveLength(1)
  })
})
