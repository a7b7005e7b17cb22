import { describe, expect, it } from 'vitest'
import { limitRules } from '../config/limit-rules.ts'
import { limitField, policyField } from './rate-limit-fields.ts'

// draft-ietf-httpapi-ratelimit-headers-11: a list of strings, each with its parameters.
const listOfStrings = /^"[a-z-]+"(;[a-z]+=\d+)+(, "[a-z-]+"(;[a-z]+=\d+)+)*$/

const rules = limitRules('session:1200/60,subject:3600/60')

describe('RateLimit-Policy', () => {
  it('names each rule with its quota and its window', () => {
    const field = policyField('ordinary', rules)
    expect(field).toBe('"ordinary-session";q=1200;w=60, "ordinary-subject";q=3600;w=60')
    expect(field).toMatch(listOfStrings)
  })
})

describe('RateLimit', () => {
  it('names the rule that is near, what is left, and for how long', () => {
    const field = limitField('ordinary', rules[0]!, 12, 30)
    expect(field).toBe('"ordinary-session";r=12;t=30')
    expect(field).toMatch(listOfStrings)
  })
})
