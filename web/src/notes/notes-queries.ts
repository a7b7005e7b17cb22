/**
 * The notes API as queries and mutations: path, shape and freshness in one place. An edit is shown before it
 * is saved and taken back if it was not; nothing here is ever sent twice by itself (`query-client.ts`).
 */
import { type QueryClient, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { paths } from 'shared/paths'
import * as z from 'zod/mini'
import { answerOf, createApi } from '../api/create-api.ts'
import type { components, paths as notesPaths } from '../api/notes-api.ts'
import { apiPath } from '../api-path.ts'
import { nothing } from '../http.ts'
import { askedAgain } from '../session/asked-again.ts'
import { useWrite } from '../session/use-write.ts'
import { notes as words } from './words.ts'

/** What the document promises is looked at all the same when it arrives: `answerOf` holds the two together. */
const Note = z.object({
  id: z.string(),
  title: z.string(),
  text: z.string(),
  updatedAt: z.string(),
})
const NoteList = z.object({ notes: z.array(Note) })

export type Note = components['schemas']['Note']
export type Draft = Pick<Note, 'title' | 'text'>

const api = createApi<notesPaths>(paths.api)
const notesKey = ['notes'] as const

export const notesQuery = queryOptions({
  queryKey: notesKey,
  queryFn: async (context) => {
    const { notes } = await answerOf(api.GET('/notes', askedAgain(context)), NoteList)
    return notes
  },
})

/** A plain link: fetch metadata proves the same origin, so a download needs no header and no script. */
export const exportPath = apiPath('notes', 'export.csv')

export function useAddNote() {
  const client = useQueryClient()
  const write = useWrite()
  const mutation = useMutation({
    mutationFn: (body: Draft) =>
      write((signal) => answerOf(api.POST('/notes', { body, signal }), Note)),
    // It may have come already, by a reading that was under way.
    onSuccess: (added) =>
      change(client, (notes) => [added, ...notes.filter(({ id }) => id !== added.id)]),
    onSettled: () => void refresh(client),
  })
  return { ...mutation, stop: write.stop }
}

export function useSaveNote(id: string) {
  const client = useQueryClient()
  const write = useWrite()
  const mutation = useMutation({
    mutationFn: (body: Draft) =>
      write((signal) =>
        answerOf(api.PUT('/notes/{id}', { params: { path: { id } }, body, signal }), Note),
      ),
    onMutate: async (draft) => {
      // An answer already under way would paint the old text over the new one.
      await client.cancelQueries({ queryKey: notesKey })
      const before = client.getQueryData(notesQuery.queryKey)?.find((note) => note.id === id)
      change(client, (notes) => replaced(notes, id, draft))
      return { before }
    },
    onSuccess: (saved) => change(client, (notes) => replaced(notes, id, saved)),
    onError: (_error, _draft, kept) => {
      // Only this note goes back: others may have changed meanwhile.
      const before = kept?.before
      if (before) change(client, (notes) => replaced(notes, id, before))
    },
    onSettled: () => void refresh(client),
  })
  return { ...mutation, stop: write.stop }
}

/** @param onRemoved always called, though the note that asked is gone by then */
export function useRemoveNote(id: string, onRemoved: () => void) {
  const client = useQueryClient()
  const write = useWrite()
  const mutation = useMutation({
    mutationFn: () =>
      write((signal) =>
        answerOf(api.DELETE('/notes/{id}', { params: { path: { id } }, signal }), nothing),
      ),
    onSuccess: () => {
      change(client, (notes) => notes.filter((note) => note.id !== id))
      onRemoved()
    },
    onSettled: () => void refresh(client),
  })
  return { ...mutation, stop: write.stop }
}

/** The API asks for a sign-in of the last five minutes for this one (RFC 9470). */
export function useEraseNotes() {
  const client = useQueryClient()
  const write = useWrite(words.eraseAction)
  const mutation = useMutation({
    mutationFn: () => write((signal) => answerOf(api.POST('/notes/erase', { signal }), nothing)),
    onSuccess: () => change(client, () => []),
    onSettled: () => void refresh(client),
  })
  return { ...mutation, stop: write.stop }
}

function replaced(notes: Note[], id: string, part: Partial<Note>): Note[] {
  return notes.map((note) => (note.id === id ? { ...note, ...part } : note))
}

function change(client: QueryClient, edit: (notes: Note[]) => Note[]): void {
  client.setQueryData(notesQuery.queryKey, (notes) => notes && edit(notes))
}

function refresh(client: QueryClient): Promise<void> {
  return client.invalidateQueries({ queryKey: notesKey })
}
