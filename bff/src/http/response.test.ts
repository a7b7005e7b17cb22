import type { ServerResponse } from 'node:http'
import { describe, expect, it } from 'vitest'
import type { Middleware } from './context.ts'
import { responseOf } from './response.ts'
import { tryRooms } from './try-rooms.ts'

const usual: Middleware = (ctx, next) => {
  responseOf(ctx.res).usual.push('x-usual', '1', 'referrer-policy', 'no-referrer')
  responseOf(ctx.res).usualVary = 'Origin'
  return next()
}

/** Writes the answer past Koa, as the doors to APIs and files do. */
function raw(write: (res: ServerResponse) => void): Middleware {
  return (ctx) => {
    ctx.respond = false
    write(ctx.res)
  }
}

async function headersOf(door: Middleware) {
  const { ask } = await tryRooms(() => [usual, door])
  return (await ask()).headers
}

const ways: [what: string, door: Middleware][] = [
  ['Koa', (ctx) => void (ctx.body = 'a')],
  ['Koa with fields', (ctx) => (ctx.set('x-own', '1'), void (ctx.body = 'a'))],
  ['a list', raw((res) => res.writeHead(200, ['x-own', '1']).end())],
  ['a phrase and a list', raw((res) => res.writeHead(200, 'Fine', ['x-own', '1']).end())],
  ['an object', raw((res) => res.writeHead(200, { 'X-Own': 1, 'x-none': undefined }).end())],
  ['a status alone', raw((res) => res.writeHead(204).end())],
  ['a first chunk', raw((res) => (res.write('a'), res.end()))],
  ['a flush', raw((res) => (res.flushHeaders(), res.end()))],
  ['nothing', raw((res) => res.end())],
]

describe('Response', () => {
  it.each(ways)(
    'says what all answers say, also when the head is written by %s [FE-05]',
    async (_, door) => {
      expect(await headersOf(door)).toMatchObject({
        'x-usual': '1',
        'referrer-policy': 'no-referrer',
        vary: 'Origin',
      })
    },
  )

  it.each([
    ['Koa', (ctx) => (ctx.set('Referrer-Policy', 'origin'), void (ctx.body = 'a'))],
    ['a list', raw((res) => res.writeHead(200, ['referrer-policy', 'origin']).end())],
    ['an object', raw((res) => res.writeHead(200, { 'Referrer-Policy': 'origin' }).end())],
  ] as [string, Middleware][])('lets the answer say it in its own way: %s', async (_, door) => {
    expect(await headersOf(door)).toMatchObject({ 'x-usual': '1', 'referrer-policy': 'origin' })
  })

  it.each([
    ['Koa', (ctx) => (ctx.vary('Accept'), void (ctx.body = 'a'))],
    ['a list', raw((res) => res.writeHead(200, ['vary', 'Accept']).end())],
    ['both', raw((res) => res.setHeader('vary', 'Accept').writeHead(200, ['x-own', '1']).end())],
  ] as [string, Middleware][])('adds up what an answer depends on: %s [XB-04]', async (_, door) => {
    expect(await headersOf(door)).toHaveProperty('vary', 'Origin, Accept')
  })

  it('keeps the cookies that were set before, and those of the list', async () => {
    const door = raw((res) => {
      res.setHeader('set-cookie', 'a=1')
      res.writeHead(200, ['x-own', ['1', '2']]).end()
    })
    const headers = await headersOf(door)
    expect(headers).toMatchObject({ 'set-cookie': ['a=1'], 'x-own': '1, 2', 'x-usual': '1' })
  })

  it('says nothing twice when the first head could not be written', async () => {
    const door = raw((res) => {
      expect(() => res.writeHead(200, ['x-own', 'a\nb'])).toThrow('Invalid character')
      res.writeHead(500).end()
    })
    expect(await headersOf(door)).toMatchObject({ 'x-usual': '1', vary: 'Origin' })
  })
})

describe('responseOf', () => {
  it('tells who made another server how to mend it', () => {
    expect(() => responseOf({} as ServerResponse)).toThrow('createHttpServer')
  })
})
