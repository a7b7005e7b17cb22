/**
 * The contents page: every path, its page, and one private branch behind one guard. A page is added here
 * and nowhere else; put it among the children of the guarded route if it is for people who are signed in.
 * No page is a chunk of its own yet: all of them together weigh 6 kB, less than the second round trip.
 */
import type { QueryClient } from '@tanstack/react-query'
import { createBrowserRouter } from 'react-router'
import { paths } from 'shared/paths'
import { NotesPage } from './notes/notes-page.tsx'
import { AccountPage } from './pages/account.tsx'
import { FailurePage } from './pages/failure.tsx'
import { HomePage } from './pages/home.tsx'
import { NotFoundPage } from './pages/not-found.tsx'
import { ProblemPage } from './pages/problem.tsx'
import { SignedOutPage } from './pages/signed-out.tsx'
import { PrivatePages } from './session/private-pages.tsx'
import { requireSession } from './session/require-session.ts'
import type { SignInAttempts } from './session/sign-in-attempts.ts'
import { Shell } from './ui/shell.tsx'

export function createRouter(client: QueryClient, attempts: SignInAttempts) {
  return createBrowserRouter([
    {
      element: <Shell />,
      errorElement: <FailurePage />,
      children: [
        { path: '/', element: <HomePage /> },
        { path: paths.signedOutPage, element: <SignedOutPage /> },
        { path: paths.problemPage, element: <ProblemPage /> },
        {
          middleware: [requireSession(client, attempts)],
          element: <PrivatePages />,
          children: [
            { path: '/notes', element: <NotesPage /> },
            { path: '/account', element: <AccountPage /> },
          ],
        },
        { path: '*', element: <NotFoundPage /> },
      ],
    },
  ])
}
