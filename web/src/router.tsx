/**
 * The contents page: every path, its page, and one private branch behind one guard. A page is added here
 * and nowhere else; put it among the children of the guarded route if it is for people who are signed in.
 * A page is a chunk of its own, fetched when somebody goes there (`pnpm check` weighs them). Two are not: the
 * one that strangers see first, and the one that must be there when nothing else can be fetched.
 */
import type { QueryClient } from '@tanstack/react-query'
import { createBrowserRouter } from 'react-router'
import { paths } from 'shared/paths'
import { FailurePage } from './pages/failure.tsx'
import { HomePage } from './pages/home.tsx'
import { PrivatePages } from './session/private-pages.tsx'
import { requireUser } from './session/require-user.ts'
import type { SignInAttempts } from './session/sign-in-attempts.ts'
import { Shell } from './ui/shell.tsx'

const notesPage = async () => (await import('./notes/notes-page.tsx')).NotesPage
const accountPage = async () => (await import('./pages/account.tsx')).AccountPage
const signedOutPage = async () => (await import('./pages/signed-out.tsx')).SignedOutPage
const problemPage = async () => (await import('./pages/problem.tsx')).ProblemPage
const signedInPage = async () => (await import('./pages/signed-in.tsx')).SignedInPage
const notFoundPage = async () => (await import('./pages/not-found.tsx')).NotFoundPage

export function createRouter(client: QueryClient, attempts: SignInAttempts) {
  return createBrowserRouter([
    {
      element: <Shell />,
      errorElement: <FailurePage />,
      children: [
        { path: '/', element: <HomePage /> },
        { path: paths.signedOutPage, lazy: { Component: signedOutPage } },
        { path: paths.signedInPage, lazy: { Component: signedInPage } },
        { path: paths.problemPage, lazy: { Component: problemPage } },
        {
          middleware: [requireUser(client, attempts)],
          element: <PrivatePages />,
          children: [
            { path: '/notes', lazy: { Component: notesPage } },
            { path: '/account', lazy: { Component: accountPage } },
          ],
        },
        { path: '*', lazy: { Component: notFoundPage } },
      ],
    },
  ])
}
