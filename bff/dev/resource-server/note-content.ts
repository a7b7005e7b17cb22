/** A note as it comes in: JSON of bearable size with a title. Whatever else stands in it is dropped. */
import type { IncomingMessage } from 'node:http'
import type { NoteContent } from './notes.ts'
import { Refusal } from './refusal.ts'

const bodyLimitBytes = 16 * 1024
export const titleLimit = 120
export const textLimit = 4000

export async function readNoteContent(request: IncomingMessage): Promise<NoteContent> {
  if (!/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '')) {
    throw new Refusal(415, 'Notes come as application/json.')
  }
  return contentOf(parsed(await readBody(request)))
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request) {
    bytes += (chunk as Buffer).length
    if (bytes > bodyLimitBytes) throw new Refusal(413, `${bodyLimitBytes} bytes are the most.`)
    chunks.push(chunk as Buffer)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    throw new Refusal(400, 'This is not JSON.')
  }
}

function contentOf(value: unknown): NoteContent {
  const { title, text = '' } = (value ?? {}) as Record<string, unknown>
  if (typeof title !== 'string' || title.trim() === '' || title.length > titleLimit) {
    throw new Refusal(400, `A note has a title of 1 to ${titleLimit} characters.`)
  }
  if (typeof text !== 'string' || text.length > textLimit) {
    throw new Refusal(400, `The text of a note has at most ${textLimit} characters.`)
  }
  return { title: title.trim(), text }
}
