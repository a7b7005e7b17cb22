/**
 * The notes API as queries and mutations: path, shape and freshness in one place. An edit is shown before it
 * is saved and taken back if it was not; nothing here is ever sent twice by itself (`query-client.ts`).
 */
import { type QueryClient, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import * as z from 'zod/mini'
import { apiPath } from '../api-path.ts'
import { nothing, request } from '../http.ts'
import { useWrite } from '../session/use-write.ts'
import { notes as words } from './words.ts'

const Note = z.object({
  id: z.string(),
  title: z.string(),
  text: z.string(),
  updatedAt: z.string(),
})
export type Note = z.infer<typeof Note>
export type Draft = Pick<Note, 'title' | 'text'>

const NoteList = z.object({ notes: z.array(Note) })

const resource = 'notes'
const notesKey = ['notes'] as const

export const notesQuery = queryOptions({
  queryKey: notesKey,
  queryFn: async ({ signal }) => {
    const { notes } = await request(apiPath(resource), { schema: NoteList, signal })
    return notes
  },
})

/** A plain link: fetch metadata proves the same origin, so a download needs no header and no script. */
export const exportPath = apiPath(resource, 'export.csv')

export function useAddNote() {
  const client = useQueryClient()
  const write = useWrite()
  return useMutation({
    mutationFn: (body: Draft) => write(apiPath(resource), { method: 'POST', body, schema: Note }),
    onSuccess: (added) => change(client, (notes) => [added, ...notes]),
    onSettled: () => void refresh(client),
  })
}

export function useSaveNote(id: string) {
  const client = useQueryClient()
  const write = useWrite()
  return useMutation({
    mutationFn: (body: Draft) =>
      write(apiPath(resource, id), { method: 'PUT', body, schema: Note }),
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
}

/** @param onRemoved always called, though the note that asked is gone by then */
export function useRemoveNote(id: string, onRemoved: () => void) {
  const client = useQueryClient()
  const write = useWrite()
  return useMutation({
    mutationFn: () => write(apiPath(resource, id), { method: 'DELETE', schema: nothing }),
    onSuccess: () => {
      change(client, (notes) => notes.filter((note) => note.id !== id))
      onRemoved()
    },
    onSettled: () => void refresh(client),
  })
}

/** The API asks for a sign-in of the last five minutes for this one (RFC 9470). */
export function useEraseNotes() {
  const client = useQueryClient()
  const write = useWrite(words.eraseAction)
  return useMutation({
    mutationFn: () => write(apiPath(resource, 'erase'), { method: 'POST', schema: nothing }),
    onSuccess: () => change(client, () => []),
    onSettled: () => void refresh(client),
  })
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
