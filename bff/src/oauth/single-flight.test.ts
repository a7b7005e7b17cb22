import { describe, expect, it } from 'vitest'
import { createSingleFlight } from './single-flight.ts'

function task<T>() {
  const { promise, resolve, reject } = Promise.withResolvers<T>()
  const run = Object.assign(
    () => {
      run.runs += 1
      return promise
    },
    { runs: 0 },
  )
  return { run, resolve, reject }
}

const turns = () => new Promise<void>((resolve) => setImmediate(resolve))

describe('createSingleFlight', () => {
  it('runs one task for all who ask for the same', async () => {
    const once = createSingleFlight<string>()
    const { run, resolve } = task<string>()
    const asked = [once('s', 'notes', run), once('s', 'notes', run), once('s', 'notes', run)]
    resolve('token')
    expect(await Promise.all(asked)).toEqual(['token', 'token', 'token'])
    expect(run.runs).toBe(1)
  })

  it('lets another key of the same group wait its turn', async () => {
    const once = createSingleFlight<string>()
    const first = task<string>()
    const second = task<string>()
    const notes = once('s', 'notes', first.run)
    const mail = once('s', 'mail', second.run)
    await turns()
    expect(second.run.runs).toBe(0)
    first.resolve('n')
    await notes
    await turns()
    expect(second.run.runs).toBe(1)
    second.resolve('m')
    expect(await mail).toBe('m')
  })

  it('keeps groups apart', async () => {
    const once = createSingleFlight<string>()
    const first = task<string>()
    const second = task<string>()
    void once('alice', 'notes', first.run)
    void once('bob', 'notes', second.run)
    await turns()
    expect([first.run.runs, second.run.runs]).toEqual([1, 1])
    first.resolve('')
    second.resolve('')
  })

  it('shares a failure with those who asked, and lets the next one try', async () => {
    const once = createSingleFlight<string>()
    const failing = task<string>()
    const asked = [once('s', 'notes', failing.run), once('s', 'notes', failing.run)]
    failing.reject(new Error('down'))
    const outcomes = await Promise.allSettled(asked)
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    const again = task<string>()
    again.resolve('up')
    expect(await once('s', 'notes', again.run)).toBe('up')
  })
})
