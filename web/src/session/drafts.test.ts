import { beforeEach, describe, expect, it } from 'vitest'
import { createDrafts, type Drafts, fieldsOf, isSecret } from './drafts.ts'

const typed = { title: 'A thought', text: 'half of it' }

describe('drafts', () => {
  let kept: Record<string, string>
  let nowMs: number
  let route: string
  let drafts: Drafts
  beforeEach(() => {
    kept = {}
    nowMs = 0
    route = '/notes'
    const methods = {
      getItem: (key: string) => kept[key] ?? null,
      setItem: (key: string, text: string) => void (kept[key] = text),
      removeItem: (key: string) => void delete kept[key],
    }
    // As in a browser: the methods are there, and only what was set is listed.
    const storage = new Proxy({} as Storage, {
      get: (_target, key) => methods[key as keyof typeof methods],
      ownKeys: () => Object.keys(kept),
      getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
    })
    drafts = createDrafts({ storage: () => storage, now: () => nowMs, route: () => route })
  })

  it('come back to the same person, on the same page, in the same form', () => {
    drafts.register('new', () => typed)
    drafts.keep('ada')
    expect(drafts.peek('ada', 'new')).toEqual(typed)
    drafts.forget('ada', 'new')
    expect(drafts.peek('ada', 'new')).toBeUndefined()
  })

  it.each([
    ['to another person', () => drafts.peek('bob', 'new')],
    ['in another form', () => drafts.peek('ada', 'old')],
    [
      'on another page',
      () => {
        route = '/account'
        return drafts.peek('ada', 'new')
      },
    ],
    [
      'after half an hour',
      () => {
        nowMs = 30 * 60_000
        return drafts.peek('ada', 'new')
      },
    ],
  ])('do not come back %s', (_where, look) => {
    drafts.register('new', () => typed)
    drafts.keep('ada')
    expect(look()).toBeUndefined()
  })

  it('are written only when they are needed, and only where there is something', () => {
    drafts.register('new', () => typed)
    drafts.register('old', () => undefined)
    expect(kept).toEqual({})
    drafts.keep('ada')
    expect(Object.keys(kept)).toHaveLength(1)
  })

  it('are not written for a form that has gone', () => {
    const leave = drafts.register('new', () => typed)
    leave()
    drafts.keep('ada')
    expect(kept).toEqual({})
  })

  it('say nothing of the person in their name', () => {
    drafts.register('new', () => typed)
    drafts.keep('ada@example.com')
    expect(Object.keys(kept).join()).not.toContain('ada')
  })

  it('go when they are too old, and all of them at sign-out, and nothing else goes', () => {
    kept['theme'] = 'dark'
    drafts.register('new', () => typed)
    drafts.keep('ada')
    nowMs = 20 * 60_000
    drafts.keep('bob')
    nowMs = 40 * 60_000
    drafts.sweep()
    expect([drafts.peek('ada', 'new'), drafts.peek('bob', 'new')]).toEqual([undefined, typed])
    drafts.clear()
    expect(kept).toEqual({ theme: 'dark' })
  })

  it.each(['', 'null', '{', '{"untilMs":1e99}', '{"untilMs":1e99,"fields":{"a":1}}'])(
    'are not taken from what is none: %s',
    (text) => {
      drafts.register('new', () => typed)
      drafts.keep('ada')
      for (const key of Object.keys(kept)) kept[key] = text
      expect(drafts.peek('ada', 'new') ?? {}).toEqual({})
    },
  )

  it('do without a storage that is forbidden', () => {
    const storage = () => {
      throw new DOMException('No.', 'SecurityError')
    }
    const none = createDrafts({ storage, now: () => 0, route: () => '/' })
    none.register('new', () => typed)
    none.keep('ada')
    none.clear()
    expect(none.peek('ada', 'new')).toBeUndefined()
  })
})

describe('fieldsOf', () => {
  const field = (name: string, attributes: Record<string, string> = {}, tagName = 'INPUT') => ({
    tagName,
    name,
    value: `${name}!`,
    getAttribute: (key: string) => attributes[key] ?? null,
  })
  const form = (...elements: ReturnType<typeof field>[]) =>
    ({ elements }) as unknown as HTMLFormElement

  it('takes what was typed and nothing that is secret, hidden or left out by name', () => {
    const filled = form(
      field('title'),
      field('text', {}, 'TEXTAREA'),
      field('pass', { type: 'password' }),
      field('code', { autocomplete: 'one-time-code' }),
      field('card', { autocomplete: 'section-a cc-number' }),
      field('hidden', { type: 'hidden' }),
      field('file', { type: 'file' }),
      field('salary'),
      field(''),
      field('send', {}, 'BUTTON'),
    )
    expect(fieldsOf(filled, ['salary'])).toEqual({ title: 'title!', text: 'text!' })
  })

  it.each([
    [{ type: 'password' }, true],
    [{ autocomplete: 'current-password' }, true],
    [{ autocomplete: 'new-password' }, true],
    [{ autocomplete: 'one-time-code' }, true],
    [{ autocomplete: 'billing CC-CSC' }, true],
    [{ autocomplete: 'email' }, false],
    [{ autocomplete: 'off' }, false],
    [{}, false],
  ])('counts %j as secret: %s', (attributes, expected) => {
    expect(isSecret(field('x', attributes))).toBe(expected)
  })
})
