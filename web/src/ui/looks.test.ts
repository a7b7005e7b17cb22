import { describe, expect, it } from 'vitest'
import beforePaint from './looks-before-paint.js?raw'
import { chooseLook, currentLook, type Look, looks } from './looks.ts'

function openStorage() {
  const kept = new Map<string, string>()
  return {
    kept,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  }
}

const names = Object.keys(looks) as Look[]

describe('a look', () => {
  it.each(names)('%s holds as soon as it is chosen, and is kept', (look) => {
    const root = { dataset: {} }
    const storage = openStorage()
    for (const choice of looks[look].slice(1)) {
      chooseLook(look, choice, root, () => storage)
      expect(currentLook(look, root)).toBe(choice)
      expect(storage.kept).toEqual(new Map([[`claimcheck.${look}`, choice]]))
    }
  })

  it.each(names)('%s is like the device again, and nothing is kept', (look) => {
    const root = { dataset: {} }
    const storage = openStorage()
    const [, other = 'system'] = looks[look]
    chooseLook(look, other, root, () => storage)
    chooseLook(look, 'system', root, () => storage)
    expect([root.dataset, storage.kept.size]).toEqual([{}, 0])
  })

  it('holds where storage is forbidden', () => {
    const root = { dataset: {} }
    chooseLook('theme', 'dark', root, () => {
      throw new Error('forbidden')
    })
    expect(currentLook('theme', root)).toBe('dark')
  })

  it('that is no word of ours is like the device', () => {
    expect(currentLook('theme', { dataset: { theme: 'purple' } })).toBe('system')
  })

  it.each(names)('%s is known to the script that runs before the first pixel', (look) => {
    const choices = looks[look].filter((choice) => choice !== 'system')
    expect(beforePaint).toContain(`${look}: [${choices.map((each) => `'${each}'`).join(', ')}]`)
  })
})
