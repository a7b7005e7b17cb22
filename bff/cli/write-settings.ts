/** `pnpm format` runs it: writes `.env.example`, the settings table of the README and the page of all. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { resourceNames } from '../src/api/resources.ts'
import { envExample, settingsPage, withSettingsTable } from './settings-text.ts'

const root = (name: string) => new URL(`../../${name}`, import.meta.url)

writeFileSync(root('.env.example'), envExample(resourceNames))
writeFileSync(root('bff/docs/settings.md'), settingsPage())

const readme = existsSync(root('README.md')) ? readFileSync(root('README.md'), 'utf8') : ''
const written = withSettingsTable(readme)
if (written !== undefined) writeFileSync(root('README.md'), written)
