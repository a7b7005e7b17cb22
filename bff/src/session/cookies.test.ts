import { describe, expect, it } from 'vitest'
import { soleValue } from './cookies.ts'

const name = '__Host-Http-claimcheck'

describe('soleValue', () => {
  it.each([
    [`${name}=abc`, 'abc'],
    [`${name}=abc; other=1`, 'abc'],
    [`other=1; ${name}=abc`, 'abc'],
    [`other=1; ${name}=a=b; third=2`, 'a=b'],
    [`${name}=`, ''],
  ])('reads "%s"', (header, value) => {
    expect(soleValue(header, name)).toBe(value)
  })

  it.each([
    undefined,
    '',
    'other=1',
    `x${name}=abc`, // another name that ends in ours
    `${name}-tx-1=abc`, // and one that begins with it
    `other=${name}=abc`,
    `other=1;${name}=abc`, // no browser writes it so: left to who takes it apart
    ` ${name}=abc`,
    `${name} =abc`,
    name,
    `${name}=abc; ${name}=def`, // two of them [SC-21]
    `${name}-tx-1=def; ${name}=abc`,
    `${name}=abc; other=${name}`,
  ])('leaves "%s" to whoever takes the header apart', (header) => {
    expect(soleValue(header, name)).toBeUndefined()
  })
})
