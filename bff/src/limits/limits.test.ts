import { describe, expect, it } from 'vitest'
import { limitRules } from '../config/limit-rules.ts'
import { createEvents, type Event } from '../events.ts'
import type { Context } from '../http/context.ts'
import { Problem } from '../http/problem.ts'
import { createLimits } from './limits.ts'
import { openTally } from './tally.fixture.ts'

const clock = { now: () => Date.UTC(2026, 10, 20) }

/** Somebody at the door: what a gate looks at, and the fields it sets. */
function visitor(who: { sub?: string; session?: string; ip?: string } = {}) {
  const { sub, session = 'one', ip = '203.0.113.7' } = who
  const record = { iss: 'https://id.example.com', sub, handle: `handle-${session}` }
  const standing =
    sub === undefined
      ? { signedIn: false, presented: false }
      : { signedIn: true, id: session, record }
  const fields = {}
  const set = (more: object) => Object.assign(fields, more)
  const ctx = { ip, set, state: { ref: 'ref-1', standing } } as unknown as Context
  return { ctx, fields }
}

function openLimits(ordinary: string) {
  const events = createEvents(clock)
  const told: Event[] = []
  const counts = openTally()
  events.listen((event) => told.push(event))
  const limited = { ordinary: limitRules(ordinary), 'sign-in': [], callback: [], costly: [] }
  const limits = createLimits({
    clock,
    events,
    config: { limits: { ...limited, 'backchannel-logout': [] }, trustedProxies: [] },
    counts,
    keyring: { fingerprint: (_, text) => text },
    subjectRef: (_, sub) => `ref of ${sub}`,
  })
  const ask = async (who?: Parameters<typeof visitor>[0]) => {
    const { ctx, fields } = visitor(who)
    try {
      await limits.ordinary?.admit(ctx)
      return fields
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem
      return `${problem.status} ${problem.code}`
    }
  }
  return { limits, told, ask, asked: counts.asked }
}

const refused = '429 too-many-calls'

describe('createLimits', () => {
  it('has no gate where nothing is limited', () => {
    expect(Object.keys(openLimits('off').limits)).toEqual([])
  })

  it('admits what is allowed, and refuses the next [PX-27]', async () => {
    const { ask } = openLimits('session:2/60')
    const answers = [await ask({ sub: 'alice' }), await ask({ sub: 'alice' })]
    expect(answers).not.toContain(refused)
    expect(await ask({ sub: 'alice' })).toBe(refused)
  })

  it('counts each session, and the person in all of them [PX-27]', async () => {
    const { ask } = openLimits('session:1/60,subject:2/60')
    expect(await ask({ sub: 'alice', session: 'one' })).not.toBe(refused)
    expect(await ask({ sub: 'alice', session: 'one' })).toBe(refused)
    expect(await ask({ sub: 'alice', session: 'two' })).not.toBe(refused)
    expect(await ask({ sub: 'alice', session: 'three' })).toBe(refused)
    expect(await ask({ sub: 'bob', session: 'four' })).not.toBe(refused)
  })

  it('spends nothing of one rule on who is refused by another', async () => {
    const { ask } = openLimits('session:1/60,subject:2/60')
    await ask({ sub: 'alice', session: 'one' })
    await ask({ sub: 'alice', session: 'one' })
    await ask({ sub: 'alice', session: 'one' })
    expect(await ask({ sub: 'alice', session: 'two' })).not.toBe(refused)
  })

  it('counts calls by address only of who is not signed in', async () => {
    const { ask } = openLimits('address:1/60')
    expect(await ask()).not.toBe(refused)
    expect(await ask()).toBe(refused)
    expect(await ask({ ip: '203.0.113.8' })).not.toBe(refused)
    expect(await ask({ sub: 'alice' })).not.toBe(refused)
    expect(await ask({ sub: 'alice' })).not.toBe(refused)
  })

  it('needs no promise for most', async () => {
    const { limits } = openLimits('session:1200/60')
    const { ctx } = visitor({ sub: 'alice' })
    const answers = []
    for (let call = 0; call < 120; call++) answers.push(await asked(limits.ordinary?.admit(ctx)))
    expect(answers.filter((hadToWait) => hadToWait)).toHaveLength(1)
  })

  it('asks a few times for a crowd that comes at once, and admits as many as is allowed', async () => {
    const { ask, asked } = openLimits('session:19/60')
    const answers = await Promise.all(Array.from({ length: 500 }, () => ask({ sub: 'alice' })))
    expect(answers.filter((answer) => answer !== refused)).toHaveLength(19)
    expect(asked.length).toBeLessThanOrEqual(3)
  })

  it('tells who comes near how it stands, and nobody else', async () => {
    const { ask } = openLimits('session:8/60')
    const answers = []
    for (let call = 0; call < 8; call++) answers.push(await ask({ sub: 'alice' }))
    const near = answers.filter((fields) => Object.keys(fields).length > 0)
    const policy = '"ordinary-session";q=8;w=60'
    expect(near).toEqual([
      { 'RateLimit-Policy': policy, RateLimit: '"ordinary-session";r=1;t=60' },
      { 'RateLimit-Policy': policy, RateLimit: '"ordinary-session";r=0;t=60' },
    ])
  })

  it('tells each refusal with who it was, by public names, and which is the first [EL-05]', async () => {
    const { ask, told } = openLimits('session:1/60')
    for (let call = 0; call < 3; call++) await ask({ sub: 'alice' })
    const line = { name: 'request.limited', where: 'ordinary', by: 'session', ref: 'ref-1' }
    const who = { session: 'handle-one', subject: 'ref of alice' }
    expect(told).toEqual([
      { ...line, ...who, again: false, at: clock.now() },
      { ...line, ...who, again: true, at: clock.now() },
    ])
  })

  it('forgives what need not have been counted, and no more than was', async () => {
    const { ask, limits } = openLimits('session:1/60')
    const { ctx } = visitor({ sub: 'alice' })
    await ask({ sub: 'alice' })
    limits.ordinary?.forgive(ctx)
    limits.ordinary?.forgive(ctx)
    expect(await ask({ sub: 'alice' })).not.toBe(refused)
    expect(await ask({ sub: 'alice' })).toBe(refused)
  })
})

async function asked(counted: Promise<void> | undefined): Promise<boolean> {
  await counted
  return counted !== undefined
}
