import { describe, expect, it } from 'vitest'
import { arrowFault } from './arrows.ts'

const arrow = (from: string, to: string, typeOnly = false) =>
  arrowFault({ from: `bff/src/${from}`, to: to.includes('/src/') ? to : `bff/src/${to}`, typeOnly })

describe('arrowFault', () => {
  it.each([
    ['main.ts', 'app.ts'],
    ['app.ts', 'auth/login.ts'],
    ['app.ts', 'observe/log.ts'],
    ['auth/login.ts', 'auth/callback.ts'],
    ['auth/login.ts', 'floors.ts'],
    ['auth/login.ts', 'http/problem.ts'],
    ['oauth/client.ts', 'session/ending.ts'],
    ['storage/sqlite.ts', 'storage/storage.ts'],
    ['http/problem.ts', 'shared/src/problem.ts'],
    ['observe/log.ts', 'events.ts'],
    ['events.ts', 'ports.ts'],
    ['http/problem.ts', 'config/config.ts'],
  ])('lets %s know %s', (from, to) => {
    expect(arrow(from, to)).toBeUndefined()
  })

  it.each([
    ['app.ts', 'main.ts'],
    ['auth/login.ts', 'api/forward.ts'],
    ['spa/files.ts', 'auth/login.ts'],
    ['oauth/client.ts', 'auth/login.ts'],
    ['oauth/client.ts', 'floors.ts'],
    ['session/ending.ts', 'oauth/client.ts'],
    ['storage/sqlite.ts', 'session/ending.ts'],
    ['http/problem.ts', 'storage/sqlite.ts'],
    ['config/read-config.ts', 'http/problem.ts'],
    ['ports.ts', 'storage/sqlite.ts'],
    ['auth/login.ts', 'observe/log.ts'],
    ['observe/log.ts', 'session/ending.ts'],
    ['observe/log.ts', 'http/problem.ts'],
    ['attic/trunk.ts', 'http/problem.ts'],
    ['http/problem.ts', 'attic/trunk.ts'],
  ])('keeps %s from %s', (from, to) => {
    expect(arrow(from, to)).toBe(`bff/src/${from} must not know bff/src/${to}`)
  })

  it('lets the two contracts be named from below, as types only', () => {
    expect(arrow('http/context.ts', 'session/standing.ts', true)).toBeUndefined()
    expect(arrow('ports.ts', 'storage/storage.ts', true)).toBeUndefined()
    expect(arrow('http/context.ts', 'session/standing.ts')).toBeDefined()
    expect(arrow('http/context.ts', 'session/sessions.ts', true)).toBeDefined()
  })

  it.each(['bff/dev/people.ts', 'bff/test/browser.ts', 'bff/cli/doctor.ts', 'web/e2e/chromium.ts'])(
    'keeps the server from %s',
    (to) => {
      expect(arrowFault({ from: 'bff/src/main.ts', to, typeOnly: true })).toBeDefined()
    },
  )

  it('keeps shared from everybody', () => {
    const from = 'shared/src/paths.ts'
    expect(arrowFault({ from, to: 'bff/src/events.ts', typeOnly: true })).toBeDefined()
  })
})
