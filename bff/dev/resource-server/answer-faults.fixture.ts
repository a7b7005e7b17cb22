/** For tests: what is wrong with an answer, by an OpenAPI document. */
import * as z from 'zod'
import type { Answer, ApiDocument, Reference, Schema } from './api-document.ts'

export interface Sent {
  id?: string
  query?: string
  body?: string
  type?: string
}

export interface NamedOperation {
  id: string
  method: string
  path: string
  scopes: readonly string[]
  responses: Record<number, Answer>
}

export function operationsOf({ paths, components }: ApiDocument): NamedOperation[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, { operationId: id, security, responses }]) => {
      const scopes = security.flatMap(({ accessToken }) => accessToken)
      return { id, method: method.toUpperCase(), path, scopes, responses: whole(responses) }
    }),
  )

  function whole(responses: Record<number, Answer | Reference>): Record<number, Answer> {
    const named = Object.entries(responses).map(([status, said]) => [
      status,
      '$ref' in said ? components.responses[said.$ref.split('/').at(-1) ?? ''] : said,
    ])
    return Object.fromEntries(named) as Record<number, Answer>
  }
}

export function answerFaults(
  document: ApiDocument,
  { id, responses }: NamedOperation,
  { status, headers }: Response,
  body: string,
): string[] {
  const said = responses[status]
  if (said === undefined) return [`${id} says nothing of ${status}`]
  const type = headers.get('content-type')?.split(';')[0]
  const content = said.content?.[type ?? '']
  if (content === undefined) {
    const isRight = said.content === undefined && body === ''
    return isRight ? [] : [`${id} says nothing of ${type} with ${status}`]
  }
  const value: unknown = type?.endsWith('json') ? JSON.parse(body) : body
  const { error } = judgeOf(document, content.schema).safeParse(value)
  const wrong = error?.issues.map(
    ({ path, message }) => `${id} ${status} ${path.join('.')}: ${message}`,
  )
  return [
    ...(wrong ?? []),
    ...headersMissing(said, headers).map((name) => `${id} ${status}: ${name}`),
  ]
}

function headersMissing(said: Answer, headers: Headers): string[] {
  return Object.entries(said.headers ?? {})
    .filter(([name]) => !headers.has(name))
    .map(([name]) => name)
}

function judgeOf({ components }: ApiDocument, schema: Schema): z.ZodType {
  const whole = { ...schema, $defs: components.schemas }
  const moved = JSON.stringify(whole).replaceAll('#/components/schemas/', '#/$defs/')
  return z.fromJSONSchema(JSON.parse(moved, closed) as Schema)
}

/** A caller must bear members it does not know; here, one that the document does not know is a fault of it. */
function closed(_name: string, value: unknown): unknown {
  const isShape = Object(value).properties !== undefined && Object(value).type === 'object'
  return isShape ? { ...Object(value), additionalProperties: false } : value
}
