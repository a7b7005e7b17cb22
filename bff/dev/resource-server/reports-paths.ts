/** What can be asked of the reports (`reports.ts`), as the document says it. */
import type { PathItem } from './api-document.ts'
import { json, tokenRefusals } from './document-schemas.ts'

export const reportsPaths: Record<string, PathItem> = {
  '/reports': {
    get: {
      operationId: 'readReport',
      summary: 'How many notes there are',
      security: [{ accessToken: ['reports:read'] }],
      responses: {
        200: { description: 'Of a person, or of everybody.', content: json('Report') },
        ...tokenRefusals,
      },
    },
  },
}
