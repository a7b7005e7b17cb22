/**
 * GET /openapi.json → what the sample APIs can do, as OpenAPI 3.1, for whoever asks: no token, because nothing in
 * it is anybody's. The web app's types are written from it (`pnpm api-types`), and a test calls every operation
 * and holds the answers against it (`api-document.test.ts`), so what it says is so.
 */
import { Router } from '@koa/router'
import type { Binding } from './bindings.ts'
import { refusals, schemas } from './document-schemas.ts'
import { notesPaths } from './notes-paths.ts'
import { reportsPaths } from './reports-paths.ts'

/** The part of OpenAPI 3.1 that is spoken here. */
export interface ApiDocument {
  openapi: string
  info: { title: string; version: string; description: string }
  servers: { url: string }[]
  paths: Record<string, PathItem>
  components: {
    schemas: Record<string, Schema>
    responses: Record<string, Answer>
    securitySchemes: Record<string, object>
  }
}

export type PathItem = Partial<Record<'get' | 'put' | 'post' | 'delete', Operation>>

export interface Operation {
  operationId: string
  summary: string
  description?: string
  /** The scopes that its token needs. */
  security: { accessToken: readonly string[] }[]
  parameters?: readonly Parameter[]
  requestBody?: { required: true; content: Content }
  responses: Record<number, Answer | Reference>
}

export interface Reference {
  $ref: string
}

export interface Parameter {
  name: string
  in: 'path' | 'query'
  description: string
  required?: true
  schema: Schema
}

export interface Answer {
  description: string
  headers?: Record<string, { description: string; schema: Schema }>
  content?: Content
}

export type Content = Record<string, { schema: Schema }>
export type Schema = Readonly<Record<string, unknown>>

/** @param origin where the APIs are, as callers know it */
export function apiDocument(origin: string, binding: Binding): ApiDocument {
  return {
    openapi: '3.1.1',
    info: {
      title: 'The sample APIs',
      version: '1.0.0',
      description: 'Notes of whoever the access token names, and reports about all of them.',
    },
    servers: [{ url: origin }],
    paths: { ...notesPaths, ...reportsPaths },
    components: {
      schemas,
      responses: refusals,
      securitySchemes: { accessToken: schemeOf(binding) },
    },
  }
}

function schemeOf(binding: Binding): object {
  if (binding === 'dpop') return { type: 'http', scheme: 'DPoP', description: 'RFC 9449' }
  return { type: 'http', scheme: 'bearer', description: 'RFC 6750' }
}

export function documentRoutes(document: ApiDocument): Router {
  const router = new Router()
  router.get('/openapi.json', (ctx) => {
    ctx.body = document
  })
  return router
}
