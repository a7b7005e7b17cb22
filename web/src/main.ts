/**
 * The first code of the page: ask who is signed in, then load the app. In this order, so that the answer
 * is on its way while React is still being fetched. Only this file acts when it is loaded.
 */
import { readEarlySession } from './session/early-session.ts'

const early = readEarlySession(document)
const { startApp } = await (import.meta.env.DEV ? import('./dev/start.tsx') : import('./app.tsx'))
await startApp(early)
