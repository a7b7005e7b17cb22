/** Keycloak. Refresh tokens come unasked; `offline_access` would be another kind, that outlives the session. */
import type { Preset } from './preset.ts'

export const keycloak: Preset = { title: 'Keycloak' }
