/** Each preset has a page: where to click, what to set, what goes wrong. And what stands there would start. */
import { readFileSync, readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readInitRequest } from '../../cli/init/init-request.ts'
import { providerQuestions } from '../../cli/init/providers.ts'
import { presetNames } from '../../src/config/presets/presets.ts'
import { settingGroups } from '../../src/config/settings.ts'
import { bySecret, readOne } from '../provider-env.ts'

const folder = new URL('../../docs/providers/', import.meta.url)
const pageOf = (name: string) => readFileSync(new URL(`${name}.md`, folder), 'utf8')

it('has a page for every preset, and no other', () => {
  const pages = readdirSync(folder).map((file) => file.replace(/\.md$/, ''))
  expect(pages.toSorted()).toEqual([...presetNames].toSorted())
})

describe.each(presetNames)('the page of %s', (name) => {
  const page = pageOf(name)

  it('names only settings that there are', () => {
    const known = Object.values(settingGroups).flatMap((table) => Object.keys(table))
    const named = [...page.matchAll(/\bOIDC_[A-Z_]+/g)].map(([setting]) => setting)
    expect(named.filter((setting) => !known.includes(setting))).toEqual([])
  })

  it('says where we are, what goes wrong in three ways, and when that was true', () => {
    expect(page).toContain('<origin>/auth/callback')
    expect(page.split('| what is seen |')[1]?.match(/^\| /gm)).toHaveLength(3)
    expect(page).toMatch(/Last checked: \d{4}-\d\d\./)
  })

  it('names the command that writes them, with all that it has to be told', () => {
    const [, words = ''] = /`pnpm run init ([^`]+)`/.exec(page) ?? []
    const { told } = readInitRequest(words.split(' '))
    const { parts = [], issuer } = providerQuestions[name]
    const needed = parts.filter(({ usual }) => usual === undefined).map(({ flag }) => flag)
    const whole = issuer === undefined ? ['issuer'] : []
    expect(Object.keys(told).toSorted()).toEqual(['provider', ...needed, ...whole].toSorted())
    expect(told['provider']).toBe(name)
  })

  it('has settings that would start', () => {
    const [, block = ''] = /```sh\n([\s\S]*?)```/.exec(page) ?? []
    const lines = block.split('\n').filter((line) => line.startsWith('OIDC_'))
    const entries = lines.map((line) => {
      const at = line.indexOf('=')
      return [line.slice(0, at), line.slice(at + 1).replaceAll('"', '')] as const
    })
    const given = Object.fromEntries(entries)
    // Only what the page leaves to fill in is filled in.
    const secrets = {
      OIDC_CLIENT_ID: 'claimcheck',
      OIDC_CLIENT_SECRET: bySecret.OIDC_CLIENT_SECRET,
    }
    const { oidc, faults } = readOne({ ...given, ...secrets })
    expect(faults).toEqual([])
    expect(oidc.provider).toBe(name)
  })
})
