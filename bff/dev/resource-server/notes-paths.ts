/** What can be asked of the notes (`routes.ts`), as the document says it. */
import type { Parameter, PathItem } from './api-document.ts'
import { json, refused, tokenRefusals } from './document-schemas.ts'

const reads = [{ accessToken: ['notes:read'] }]
const writes = [{ accessToken: ['notes:write'] }]

const id: Parameter = {
  name: 'id',
  in: 'path',
  required: true,
  description: 'Of a note of this person; those of others do not exist for them.',
  schema: { type: 'string' },
}

const noteBody = { required: true, content: json('NoteContent') } as const

const badNote = {
  400: refused('NoNote'),
  413: refused('TooMuch'),
  415: refused('NotJson'),
}

const text = { type: 'string' }

export const notesPaths: Record<string, PathItem> = {
  '/notes': {
    get: {
      operationId: 'listNotes',
      summary: 'All notes',
      security: reads,
      responses: { 200: { description: 'They.', content: json('NoteList') }, ...tokenRefusals },
    },
    post: {
      operationId: 'addNote',
      summary: 'One more note',
      security: writes,
      requestBody: noteBody,
      responses: {
        201: { description: 'The note as it is kept.', content: json('Note') },
        ...badNote,
        409: refused('TooMany'),
        ...tokenRefusals,
      },
    },
  },
  '/notes/export.csv': {
    get: {
      operationId: 'exportNotes',
      summary: 'All notes, for a spreadsheet',
      security: reads,
      responses: {
        200: {
          description: 'RFC 4180, with a header line.',
          headers: { 'content-disposition': { description: 'A file name.', schema: text } },
          content: { 'text/csv': { schema: text } },
        },
        ...tokenRefusals,
      },
    },
  },
  '/notes/slow': {
    get: {
      operationId: 'waitForNothing',
      summary: 'An answer that takes its time',
      security: reads,
      parameters: [milliseconds('ms', 'How long; 2000 unless given.')],
      responses: {
        200: { description: 'It was waited.', content: json('Waited') },
        ...tokenRefusals,
      },
    },
  },
  '/notes/ticker': {
    get: {
      operationId: 'tick',
      summary: 'Server-sent events without end',
      security: reads,
      parameters: [milliseconds('everyMs', 'How often; every second unless given.')],
      responses: {
        200: {
          description: 'A `tick` at once and one after each pause.',
          content: { 'text/event-stream': { schema: text } },
        },
        ...tokenRefusals,
      },
    },
  },
  '/notes/locked': {
    get: {
      operationId: 'listLockedNotes',
      summary: 'Notes behind a second factor',
      security: reads,
      responses: { 200: { description: 'They.', content: json('NoteList') }, ...tokenRefusals },
    },
  },
  '/notes/erase': {
    post: {
      operationId: 'eraseNotes',
      summary: 'No notes any more',
      description: 'Only for somebody who has signed in within five minutes.',
      security: writes,
      responses: { 204: { description: 'They are gone.' }, ...tokenRefusals },
    },
  },
  '/notes/{id}': {
    put: {
      operationId: 'changeNote',
      summary: 'A note, anew',
      security: writes,
      parameters: [id],
      requestBody: noteBody,
      responses: {
        200: { description: 'The note as it is kept.', content: json('Note') },
        ...badNote,
        404: refused('NoSuchNote'),
        ...tokenRefusals,
      },
    },
    delete: {
      operationId: 'removeNote',
      summary: 'A note less',
      security: writes,
      parameters: [id],
      responses: {
        204: { description: 'It is gone.' },
        404: refused('NoSuchNote'),
        ...tokenRefusals,
      },
    },
  },
}

function milliseconds(name: string, description: string): Parameter {
  const schema = { type: 'integer', minimum: 0, maximum: 60_000 }
  return { name, in: 'query', description, schema }
}
