import { describe, expect, it } from 'vitest'
import { demandIn } from './step-up-challenge.ts'

const error = 'error="insufficient_user_authentication"'

describe('demandIn', () => {
  it.each([
    ['both', `Bearer ${error}, acr_values="urn:a urn:b", max_age="300"`],
    ['a scheme in capitals', `BEARER ${error}, acr_values="urn:a urn:b", max_age="300"`],
    ['names in capitals', `Bearer ${error}, ACR_VALUES="urn:a urn:b", Max_Age="300"`],
    ['a number without quotes', `Bearer ${error}, acr_values="urn:a urn:b", max_age=300`],
    ['another order', `Bearer max_age=300, acr_values="urn:a urn:b", realm="x", ${error}`],
    [
      'space around everything',
      `Bearer error = insufficient_user_authentication ,
      acr_values = "urn:a urn:b" , max_age = 300`,
    ],
    [
      'a scheme for bound tokens',
      `DPoP algs="ES256", ${error}, acr_values="urn:a urn:b", max_age=300`,
    ],
    [
      'a place behind another one',
      `Basic realm="a, b", Bearer ${error}, acr_values="urn:a urn:b", max_age=300`,
    ],
    [
      'a place behind one with a token',
      `Negotiate abc==, Bearer ${error}, acr_values="urn:a urn:b", max_age=300`,
    ],
    [
      'a place before another one',
      `Bearer ${error}, acr_values="urn:a urn:b", max_age=300, Basic realm="x"`,
    ],
    [
      'text with quotes',
      `Bearer error_description="a \\"b\\", max_age=1", ${error}, acr_values="urn:a urn:b", max_age=300`,
    ],
  ])('reads %s [PX-25]', (_what, challenges) => {
    expect(demandIn(challenges)).toEqual({ acr: ['urn:a', 'urn:b'], maxAgeSeconds: 300 })
  })

  it.each([
    ['acr_values alone', 'acr_values="gold"', { acr: ['gold'] }],
    ['max_age alone', 'max_age=0', { maxAgeSeconds: 0 }],
    [
      'a name that is a URL',
      'acr_values="https://x.example/a?b=c#d"',
      { acr: ['https://x.example/a?b=c#d'] },
    ],
  ])('reads %s [PX-25]', (_what, said, demand) => {
    expect(demandIn(`Bearer ${error}, ${said}`)).toEqual(demand)
  })

  it.each([
    ['another error', 'Bearer error="invalid_token", acr_values="gold"'],
    ['an error in the description', `Bearer error_description=${error.slice(6)}, max_age=1`],
    ['another scheme', `Basic ${error}, acr_values="gold"`],
    ['a scheme that ends like ours', `NotBearer ${error}, acr_values="gold"`],
    ['parameters of another challenge', `Bearer ${error}, Basic acr_values="gold"`],
    ['no scheme', `${error}, acr_values="gold"`],
    ['nothing to ask for', `Bearer ${error}`],
    ['a parameter given twice', `Bearer ${error}, acr_values="gold", acr_values="iron"`],
    ['a quote that never ends', `Bearer ${error}, acr_values="gold`],
    ['two spaces', `Bearer ${error}, acr_values="gold  iron"`],
    ['no name', `Bearer ${error}, acr_values=""`],
    ['markup', `Bearer ${error}, acr_values="<b>"`],
    ['an escaped quote', `Bearer ${error}, acr_values="a\\"b"`],
    ['a line end', `Bearer ${error}, acr_values="a\r\nb"`],
    ['a letter beyond ASCII', `Bearer ${error}, acr_values="ü"`],
    ['a name that is too long', `Bearer ${error}, acr_values="${'x'.repeat(129)}"`],
    ['too many names', `Bearer ${error}, acr_values="1 2 3 4 5 6 7 8 9"`],
    [
      'names that are too long together',
      `Bearer ${error}, acr_values="${Array(5).fill('x'.repeat(120)).join(' ')}"`,
    ],
    ['a negative age', `Bearer ${error}, max_age="-1"`],
    ['a fraction of an age', `Bearer ${error}, max_age="1.5"`],
    ['an age beyond all ages', `Bearer ${error}, max_age=${'9'.repeat(10)}`],
    ['one good and one bad value', `Bearer ${error}, acr_values="gold", max_age="soon"`],
    ['a field without end', `Bearer ${error}, acr_values="gold", x="${'x'.repeat(2_000)}"`],
  ])('hands nothing on of %s [PX-25]', (_what, challenges) => {
    expect(demandIn(challenges)).toBeUndefined()
  })

  it.each(['"', ' ', ',', '=', 'a=', '\\', 'a ', '"\\'])(
    'takes no time over 2,000 letters of %s',
    (letters) => {
      const challenges = `Bearer ${letters.repeat(2_000 / letters.length)}`.slice(0, 2_000)
      const before = process.cpuUsage()
      demandIn(challenges)
      expect(process.cpuUsage(before).user).toBeLessThan(250_000) // µs of its own, whatever else runs
    },
  )
})
