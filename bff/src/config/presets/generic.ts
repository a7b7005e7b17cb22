/** Any OpenID provider: what its metadata says, and nothing assumed beside it. */
import type { Preset } from './preset.ts'

export const generic: Preset = { title: 'the authorization server' }
