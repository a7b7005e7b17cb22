/**
 * The response on which every answer leaves: Node's own, but what all answers say (`usual`) joins the head at
 * the one place that each head passes, whoever wrote it and however. So a door cannot forget it.
 *
 * Not by `setHeader` in every room, which cost a tenth of a call: a field set that way is an entry in a table
 * that is gone through again when the head is written, and with one such entry each field of an API's answer
 * takes that way too. Here a head that no room has touched is one array, written in one go.
 */
import {
  type IncomingMessage,
  type OutgoingHttpHeader,
  type OutgoingHttpHeaders,
  ServerResponse,
} from 'node:http'

/** Name, value, name, value …; an array as value is a field that comes several times. */
type FieldList = OutgoingHttpHeader[]
type Said = FieldList | OutgoingHttpHeaders

export class Response<R extends IncomingMessage = IncomingMessage> extends ServerResponse<R> {
  /** In lower case. The answer's own word for the same field counts instead. */
  readonly usual: string[] = []
  /** The one field that adds up: what we decide by, and behind it what the answer itself depends on. */
  usualVary = ''

  override writeHead(status: number, fields?: Said): this
  override writeHead(status: number, phrase?: string, fields?: Said): this
  override writeHead(status: number, phrase?: string | Said, fields?: Said): this {
    const isPhrase = typeof phrase === 'string'
    const said = (isPhrase ? fields : phrase) ?? []
    const all = this.#whole(Array.isArray(said) ? said : listOf(said))
    return isPhrase ? super.writeHead(status, phrase, all) : super.writeHead(status, all)
  }

  #whole(said: FieldList): FieldList {
    const all = said.slice()
    const { usual, usualVary } = this
    for (let at = 0; at < usual.length; at += 2) {
      const name = usual[at]!
      if (valueAt(said, name) === -1 && !this.hasHeader(name)) all.push(name, usual[at + 1]!)
    }
    if (usualVary !== '') this.#addVary(all, usualVary)
    return all
  }

  #addVary(all: FieldList, ours: string): void {
    const at = valueAt(all, 'vary')
    const theirs = at === -1 ? this.getHeader('vary') : all[at]
    const both = theirs === undefined ? ours : together(ours, String(theirs))
    if (at === -1) all.push('vary', both)
    else all[at] = both
  }
}

/** @throws where the server was made by somebody else, whose answers would leave without it */
export function responseOf(response: ServerResponse): Response {
  if (response instanceof Response) return response
  throw new Error('This response adds no usual fields: make the server with createHttpServer().')
}

/** Each name once, whatever the letter case (RFC 9110 §5.1). */
function together(ours: string, theirs: string): string {
  const known = ours.toLowerCase().split(', ')
  const further = theirs.split(/\s*,\s*/).filter((name) => !known.includes(name.toLowerCase()))
  return [ours, ...further].join(', ')
}

function valueAt(fields: FieldList, name: string): number {
  for (let at = 0; at < fields.length; at += 2) if (fields[at] === name) return at + 1
  return -1
}

/** As node:http takes fields from others, sirv for one: by name, whatever the letter case. */
function listOf(said: OutgoingHttpHeaders): FieldList {
  return Object.entries(said).flatMap(([name, value]) =>
    value === undefined ? [] : [name.toLowerCase(), Array.isArray(value) ? value : String(value)],
  )
}
