import { describe, expect, it } from 'vitest'
import { importsOf, isPackage } from './imports.ts'

const read = (text: string) =>
  importsOf({ path: 'bff/src/auth/login.ts', text }).map(({ to, typeOnly }) => [to, typeOnly])

describe('importsOf', () => {
  it.each([
    ["import { a } from './logout.ts'", 'bff/src/auth/logout.ts', false],
    ["import { a } from '../events.ts'", 'bff/src/events.ts', false],
    ["import { a } from 'shared/paths'", 'shared/src/paths.ts', false],
    ["import {\n  a,\n  b as c,\n} from '@koa/router'", '@koa/router', false],
    ["import * as z from 'zod/mini'", 'zod', false],
    ["import Koa from 'koa'", 'koa', false],
    ["import type Koa from 'koa'", 'koa', true],
    ["import { type Context } from 'koa'", 'koa', false],
    ["import 'koa'", 'koa', false],
    ["export { a } from 'koa'", 'koa', false],
    ["export type { A } from 'koa'", 'koa', true],
    ["export * from 'koa'", 'koa', false],
    ["const koa = await import('koa')", 'koa', false],
    ["let koa: typeof import('koa')", 'koa', true],
    ["import { mkdir } from 'node:fs'", 'node:fs', false],
  ])('reads %j', (text, to, typeOnly) => {
    expect(read(text)).toEqual([[to, typeOnly]])
  })

  it('reads nothing else', () => {
    const text = "/**\n * import { a } from 'koa'\n */\nexport const a = 'koa'\n// from 'koa'\n"
    expect(read(text)).toEqual([])
  })
})

describe('isPackage', () => {
  it.each(['koa', '@koa/router', 'zod'])('counts %s', (to) => {
    expect(isPackage(to)).toBe(true)
  })

  it.each(['node:fs', 'bff/src/events.ts', 'shared/src/paths.ts', 'web/e2e/a.ts', '../above.ts'])(
    'does not count %s',
    (to) => {
      expect(isPackage(to)).toBe(false)
    },
  )
})
