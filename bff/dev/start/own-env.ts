/**
 * Your own settings under `pnpm dev`: the environment, and `.env` behind it – but only one that says that it is
 * for development, as `pnpm run init` writes it for an http origin. One for production names a store with
 * real people in it.
 */
import { existsSync, readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'

type Env = Record<string, string | undefined>

/** @param path of `.env`, which need not be there */
export function ownEnv(env: Env, path: string): Env {
  const given: Env = existsSync(path) ? parseEnv(readFileSync(path, 'utf8')) : {}
  return given.NODE_ENV === 'development' ? { ...given, ...env } : env
}
