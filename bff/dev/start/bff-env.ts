/** The environment of the BFF under `pnpm dev`: the world's, yours over it, and where to listen over both. */
import type { World } from '../world.ts'

type Env = Record<string, string | undefined>

/** Its host is an address, which says nothing to a person. */
const named = { OIDC_DISPLAY_NAME: 'the development sign-in' }

export function bffEnv(
  { env, appOrigin }: Pick<World, 'env' | 'appOrigin'>,
  own: Env,
  { port, storeFile }: { port: number; storeFile: string },
): Env {
  return {
    ...(own.OIDC_ISSUER === undefined ? { ...env, ...named } : withoutProvider(env)),
    // What went right is in the browser; `LOG_LEVEL=info pnpm dev` shows every request.
    LOG_LEVEL: 'warn',
    STORE_URL: `sqlite:${storeFile}`,
    ...own,
    NODE_ENV: 'development',
    // The browser's origin is Vite's, and the BFF is behind it.
    APP_ORIGIN: appOrigin,
    HOST: '127.0.0.1',
    PORT: String(port),
  }
}

/** Half of the local registration and half of yours would be the registration of nobody. */
function withoutProvider(env: Env): Env {
  return Object.fromEntries(
    Object.entries(env).filter(
      ([name]) => !name.startsWith('OIDC_') && name !== 'RESOURCE_NOTES_INDICATOR',
    ),
  )
}
