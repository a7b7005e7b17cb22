import { describe, expect, it } from 'vitest'
import { Problem } from '../http/problem.ts'
import { demandOf, refuseUnassured, toldOnce } from './step-up.ts'

const at = 1_000_000
const nowMs = at * 1000
const evidence = { acr: 'gold', authTime: at - 100, createdAt: at - 100 }

describe('refuseUnassured', () => {
  it.each([
    ['one of the acr asked for', { acr: ['iron', 'gold'] }],
    ['a sign-in as late as asked for', { maxAgeSeconds: 100 }],
    ['both', { acr: ['gold'], maxAgeSeconds: 100 }],
    ['no need at all', {}],
  ])('lets %s pass', (_what, wanted) => {
    expect(() => refuseUnassured(evidence, wanted, nowMs)).not.toThrow()
  })

  it.each([
    ['another acr', { acr: ['iron'] }, { acrValues: ['iron'] }],
    ['a sign-in too long ago', { maxAgeSeconds: 99 }, { maxAge: 99 }],
    ['one of the two', { acr: ['gold'], maxAgeSeconds: 99 }, { acrValues: ['gold'], maxAge: 99 }],
  ])('refuses %s, and says what it takes [PX-25]', (_what, wanted, told) => {
    expect(problemIn(() => refuseUnassured(evidence, wanted, nowMs))).toMatchObject({
      code: 'step-up-required',
      options: { ...told, why: 'policy' },
    })
  })

  it('refuses a sign-in of which no acr is known', () => {
    const { authTime, createdAt } = evidence
    expect(() => refuseUnassured({ authTime, createdAt }, { acr: [''] }, nowMs)).toThrow(Problem)
  })

  it.each([
    ['for a minute', 60, { maxAge: 0 }, false],
    ['no longer', 61, { maxAge: 0 }, true],
    ['not for one that asked for less', 1, { maxAge: 300 }, true],
    ['not for one that asked for no age', 1, {}, true],
  ])('takes a step-up for what it was made for: %s', (_what, ago, asked, isRefused) => {
    const stepUp = { ...asked, inRow: 1 }
    const raised = { authTime: at - 3_600, createdAt: at - ago, stepUp }
    const refuse = () => refuseUnassured(raised, { maxAgeSeconds: 0 }, nowMs)
    expect(problemIn(refuse)?.code).toBe(isRefused ? 'step-up-required' : undefined)
  })
})

describe('toldOnce', () => {
  const demand = demandOf({ acr: ['iron'] })

  it('passes a demand on that was not met', () => {
    expect(toldOnce(demand, evidence, nowMs)).toBe(demand)
  })

  it.each([
    ['acr', { acr: ['gold'] }],
    ['age', { maxAgeSeconds: 100 }],
    ['both', { acr: ['gold'], maxAgeSeconds: 100 }],
  ])('does not pass a demand on that was met already: %s [PX-25]', (_what, wanted) => {
    const told = toldOnce(demandOf(wanted), evidence, nowMs)
    expect(told).toMatchObject({
      code: 'resource-forbidden',
      options: { why: 'step-up-loop', refusal: false },
    })
    expect(told).not.toHaveProperty('options.acrValues')
    expect(told).not.toHaveProperty('options.maxAge')
  })

  it.each([
    ['the third in a row', 3, 300, 'resource-forbidden'],
    ['the second', 2, 0, 'step-up-required'],
    ['one after a pause', 3, 301, 'step-up-required'],
  ])('ends a row of demands that differ each time: %s [PX-25]', (_what, inRow, ago, code) => {
    const raised = { ...evidence, createdAt: at - ago, stepUp: { inRow } }
    expect(toldOnce(demand, raised, nowMs)).toMatchObject({ code })
  })

  it('passes none on where nobody’s token was sent', () => {
    expect(toldOnce(demand, undefined, nowMs)).toMatchObject({
      code: 'resource-refused',
      options: { refusal: false },
    })
  })

  it('leaves all else as it is', () => {
    const ours = problemIn(() => refuseUnassured(evidence, { acr: ['iron'] }, nowMs))
    const others = [ours, new Problem('resource-refused', { refusal: false }), new Error('x'), 7]
    for (const other of others) expect(toldOnce(other, evidence, nowMs)).toBe(other)
  })
})

function problemIn(task: () => void): Problem | undefined {
  try {
    task()
  } catch (problem) {
    return problem as Problem
  }
  return undefined
}
