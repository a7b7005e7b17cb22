/**
 * The notes, by the `sub` of their owner. Everybody finds some on the first visit, so that a fresh clone
 * has something to show; nobody can reach another person's, whose ids do not exist for them.
 */
import { randomUUID } from 'node:crypto'
import { firstNameOf, personBySub } from '../people.ts'
import { Refusal } from './refusal.ts'

export interface Note {
  id: string
  title: string
  text: string
  /** ISO 8601, UTC. */
  updatedAt: string
}

export type NoteContent = Pick<Note, 'title' | 'text'>

export interface Notes {
  /** Latest first. */
  list(sub: string): Note[]
  add(sub: string, content: NoteContent): Note
  change(sub: string, id: string, content: NoteContent): Note
  remove(sub: string, id: string): void
  /** Of one person, or of all who have any. */
  count(sub?: string): number
}

const notesLimit = 200

export function createNotes(): Notes {
  const books = new Map<string, Map<string, Note>>()
  const bookOf = (sub: string): Map<string, Note> => {
    const book = books.get(sub) ?? firstBook(sub)
    books.set(sub, book)
    return book
  }
  const existing = (sub: string, id: string): Map<string, Note> => {
    const book = bookOf(sub)
    if (!book.has(id)) throw new Refusal(404, 'There is no such note.')
    return book
  }
  return {
    list: (sub) => [...bookOf(sub).values()].toReversed(),
    add(sub, content) {
      const book = bookOf(sub)
      if (book.size >= notesLimit) throw new Refusal(409, `${notesLimit} notes are the most.`)
      return write(book, randomUUID(), content)
    },
    change(sub, id, content) {
      const book = existing(sub, id)
      // Out and in again, so that the latest is the last one of the map.
      book.delete(id)
      return write(book, id, content)
    },
    remove: (sub, id) => void existing(sub, id).delete(id),
    count: (sub) => {
      const counted = sub === undefined ? [...books.values()] : [bookOf(sub)]
      return counted.reduce((sum, book) => sum + book.size, 0)
    },
  }
}

function write(book: Map<string, Note>, id: string, { title, text }: NoteContent): Note {
  const note = { id, title, text, updatedAt: new Date().toISOString() }
  book.set(id, note)
  return note
}

function firstBook(sub: string): Map<string, Note> {
  const person = personBySub(sub)
  const book = new Map<string, Note>()
  for (const content of welcome(person ? firstNameOf(person) : 'you')) {
    write(book, randomUUID(), content)
  }
  return book
}

function welcome(name: string): NoteContent[] {
  return [
    {
      title: 'Groceries',
      text: 'Bread, tomatoes, coffee. Not the decaffeinated one again.',
    },
    {
      title: 'Where this note comes from',
      text: 'From the sample API. Your browser asked for it without a token; the BFF added one.',
    },
    {
      title: `Welcome, ${name}`,
      text: 'Change me, delete me, write another one. I am gone when the local world stops.',
    },
  ]
}
