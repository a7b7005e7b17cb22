/**
 * Four settings for each resource in `api/resources.ts`: the resource `notes` has RESOURCE_NOTES_URL,
 * RESOURCE_NOTES_INDICATOR, RESOURCE_NOTES_AUDIENCE and RESOURCE_NOTES_SCOPE. A name without a resource
 * behind it is refused.
 */
import type { SettingTable } from './setting.ts'
import { judged, scope, text } from './setting-values.ts'
import { indicatorFault, resourceUrlFault } from './urls.ts'

export const resourceSettings = {
  URL: {
    meaning: 'Where that resource server is: scheme, host, port and path prefix',
    example: 'https://api.example.com/v1',
    value: judged(resourceUrlFault),
  },
  INDICATOR: {
    meaning: 'The RFC 8707 `resource` value to ask for; many servers refuse the parameter',
    optional: true,
    example: 'https://api.example.com',
    value: judged(indicatorFault),
  },
  AUDIENCE: {
    meaning: 'Where tokens are exchanged: the name of that API there, if it takes no `resource`',
    optional: true,
    example: 'notes-api',
    value: text,
  },
  SCOPE: {
    meaning: 'Extra scopes that resource needs',
    optional: true,
    example: 'notes:read notes:write',
    value: scope,
  },
} satisfies SettingTable

export type ResourceField = keyof typeof resourceSettings

/** `order-items` and `URL` make RESOURCE_ORDER_ITEMS_URL: a shell takes no dash in a name. */
export function resourceSettingName(resource: string, field: ResourceField): string {
  return `RESOURCE_${resource.toUpperCase().replaceAll('-', '_')}_${field}`
}
