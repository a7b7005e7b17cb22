/** An env file is somebody's own text: what is not asked for stays, character by character. */
import { parseEnv } from 'node:util'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { differences, differenceText } from '../../cli/init/differences.ts'
import { withChanges } from '../../cli/init/env-text.ts'
import { Refusal } from '../../cli/init/refusal.ts'

const file = `# Ours since 2024
APP_ORIGIN=https://old.example.com # the old one

export OIDC_CLIENT_ID="one"
OWN_NAME='of somebody else'
OIDC_CA="-----BEGIN CERTIFICATE-----
PORT=80 is in here
-----END CERTIFICATE-----"
# OIDC_SCOPE="openid profile email"
# The end`

describe('withChanges', () => {
  it('changes a line where it stands and leaves every other one', () => {
    const changed = withChanges(file, { APP_ORIGIN: 'https://app.example.com' })
    expect(changed.split('\n')[1]).toBe('APP_ORIGIN=https://app.example.com')
    expect(changed.split('\n').toSpliced(1, 1)).toEqual(file.split('\n').toSpliced(1, 1))
  })

  it('puts a new one behind its own comment, or at the end', () => {
    const changed = withChanges(file, { OIDC_SCOPE: 'openid email', PORT: '8080' })
    expect(changed).toContain("profile email\"\nOIDC_SCOPE='openid email'\n# The end\nPORT=8080\n")
  })

  it('takes every line of a name away, a value over several lines as a whole', () => {
    const changed = withChanges(`OIDC_CA=old\n${file}`, { OIDC_CA: undefined })
    expect(changed).not.toMatch(/OIDC_CA|CERTIFICATE|PORT/)
    expect(changed).toContain("OWN_NAME='of somebody else'\n# OIDC_SCOPE")
  })

  it('changes the last of two lines with one name, which is the one that counts', () => {
    expect(withChanges('PORT=1\nPORT=2\n', { PORT: '3' })).toBe('PORT=1\nPORT=3\n')
  })

  it('is the same text where nothing changes', () => {
    expect(withChanges(file, { OIDC_CLIENT_ID: 'one', OIDC_ISSUER: undefined })).toBe(file)
  })

  it('writes nothing that Node would read otherwise', () => {
    const others = parseEnv(file)
    const unit = fc.constantFrom(...'aZ0 =#$\\n\'"`\n\r\t€'.split(''))
    const written = (value: string) => {
      try {
        return parseEnv(withChanges(file, { THING: value }))
      } catch (error) {
        return error instanceof Refusal ? undefined : error
      }
    }
    fc.assert(
      fc.property(fc.string({ unit }), (value) => {
        expect([undefined, { ...others, THING: value }]).toContainEqual(written(value))
      }),
    )
    expect(written('plain')).toEqual({ ...others, THING: 'plain' })
  })

  it('refuses what no env file can hold', () => {
    expect(() => withChanges('', { THING: `a'b"c\`d e` })).toThrow(Refusal)
  })
})

describe('differences', () => {
  it('show settings as they were and will be, and of secrets only that there is one', () => {
    const text = 'OIDC_CLIENT_SECRET=an-old-one\nPORT=1\nOIDC_CLIENT_ID=same\n'
    const changes = { OIDC_CLIENT_SECRET: 'a-new-one', PORT: undefined, OIDC_CLIENT_ID: 'same' }
    expect(differenceText(differences(text, { ...changes, STRANGE: 'who knows' }))).toBe(
      [
        '  - OIDC_CLIENT_SECRET=(secret)',
        '  + OIDC_CLIENT_SECRET=(secret)',
        '  - PORT=1',
        '  + STRANGE=(secret)',
      ].join('\n'),
    )
  })

  it('say so when there are none', () => {
    expect(differenceText(differences('PORT=1\n', { PORT: '1' }))).toContain('Nothing changes')
  })
})
