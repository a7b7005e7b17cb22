/** The shapes that come and go, each with its name: the ones the web app's types are called by. */
import type { Answer, Content, Reference, Schema } from './api-document.ts'
import { textLimit, titleLimit } from './note-content.ts'

const text = { type: 'string' }

export const schemas = {
  Note: {
    type: 'object',
    required: ['id', 'title', 'text', 'updatedAt'],
    properties: {
      id: text,
      title: text,
      text,
      updatedAt: { type: 'string', format: 'date-time' },
    },
  },
  NoteContent: {
    type: 'object',
    required: ['title'],
    properties: {
      title: { type: 'string', minLength: 1, maxLength: titleLimit },
      text: { type: 'string', maxLength: textLimit },
    },
  },
  NoteList: {
    type: 'object',
    required: ['notes'],
    description: 'The latest first.',
    properties: { notes: { type: 'array', items: schema('Note') } },
  },
  Report: {
    type: 'object',
    required: ['report', 'about', 'askedBy'],
    properties: {
      report: {
        type: 'object',
        required: ['notes'],
        properties: { notes: { type: 'integer', minimum: 0 } },
      },
      about: { type: 'string', description: 'A person by `sub`, or `everybody`.' },
      askedBy: { type: 'string', description: 'The client.' },
      actor: { type: 'object', description: 'Who acts for that person (RFC 8693 §4.1).' },
    },
  },
  Waited: {
    type: 'object',
    required: ['waitedMs'],
    properties: { waitedMs: { type: 'integer', minimum: 0 } },
  },
  Problem: {
    type: 'object',
    required: ['type', 'title', 'status'],
    description: 'RFC 9457.',
    properties: { type: text, title: text, status: { type: 'integer' } },
  },
} as const satisfies Record<string, Schema>

function schema(name: string): Schema {
  return { $ref: `#/components/schemas/${name}` }
}

export function json(name: string): Content {
  return { 'application/json': { schema: schema(name) } }
}

/** Every answer that is a no, by the name it has in the document. */
export const refusals = {
  Unauthorized: refusal('The access token is missing or not good, or its person must show more.', {
    'www-authenticate': 'RFC 6750 §3, RFC 9470 §3',
  }),
  Forbidden: refusal('The access token does not permit this.', {
    'www-authenticate': 'With the scope that is needed (RFC 6750 §3.1)',
  }),
  Unjudged: refusal('Nobody can judge the access token.', { 'retry-after': 'Seconds' }),
  NoNote: refusal('This is no note.'),
  TooMuch: refusal('This is too much for a note.'),
  NotJson: refusal('Notes come as application/json.'),
  TooMany: refusal('There are as many notes as there may be.'),
  NoSuchNote: refusal('There is no such note.'),
}

/** What any operation may say instead of doing what it was asked. */
export const tokenRefusals = {
  401: refused('Unauthorized'),
  403: refused('Forbidden'),
  503: refused('Unjudged'),
}

export function refused(name: keyof typeof refusals): Reference {
  return { $ref: `#/components/responses/${name}` }
}

function refusal(description: string, headers: Record<string, string> = {}): Answer {
  const described = Object.entries(headers).map(
    ([name, description]) => [name, { description, schema: text }] as const,
  )
  return {
    description,
    ...(described.length > 0 && { headers: Object.fromEntries(described) }),
    content: { 'application/problem+json': { schema: schema('Problem') } },
  }
}
