import { describe, expect, it } from 'vitest'
import { envExample, settingsPage, withSettingsTable } from '../../cli/settings-text.ts'
import { commandsIn, pathsIn } from './readme.ts'

const markdown = `
See [the rooms](bff/src/app.ts), [below](#below), [the RFC](https://example.com/a.html),
\`web/src/router.tsx\`, \`./shared/\`, \`GET /auth/login\`, \`any\` and \`bff/src/app.ts\`.
Of pnpm everybody speaks. Try \`pnpm check\`.

\`\`\`sh
npx -y pnpm dev
pnpm run build && pnpm start
\`\`\`
`

describe('a README', () => {
  it('points to these paths', () => {
    expect(pathsIn(markdown)).toEqual(['bff/src/app.ts', 'web/src/router.tsx', 'shared'])
  })

  it('names these commands', () => {
    expect(commandsIn(markdown)).toEqual(['dev', 'build', 'start', 'check'])
  })

  it('gets the settings between its markers', () => {
    const readme = withSettingsTable('a <!-- settings -->old<!-- /settings --> b') ?? ''
    expect(readme).toMatch(/^a <!-- settings -->\n\n\|[\s\S]*\|\n\n<!-- \/settings --> b$/)
    expect(readme).toContain('| `SESSION_KEYS` (or `SESSION_KEYS_FILE`) | Comma list')
    expect(readme).not.toContain('`PORT`')
    expect(withSettingsTable(readme)).toBe(readme)
  })

  it('leaves what has a default to the page of all settings', () => {
    const row = '| `PORT` | The port to listen on; `0` takes a free one | `3000` |'
    expect(settingsPage()).toContain(row)
  })

  it('without markers gets nothing', () => {
    expect(withSettingsTable('a <!-- /settings --><!-- settings --> b')).toBeUndefined()
  })
})

describe('.env.example', () => {
  it('leaves open what must be given and nothing else', () => {
    const given = envExample(['notes']).match(/^\w+(?==)/gm)
    expect(given).toEqual([
      'APP_ORIGIN',
      'OIDC_ISSUER',
      'OIDC_CLIENT_ID',
      'OIDC_CLIENT_SECRET',
      'SESSION_KEYS',
      'RESOURCE_NOTES_URL',
    ])
  })
})
