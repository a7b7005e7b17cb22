/**
 * The door in front of everything in this folder: servers that let anybody in as anybody. They open
 * neither in production nor on an address that another machine can reach, and no option changes that.
 */
const loopback = new Set(['127.0.0.1', '::1', 'localhost'])

export function developmentOnly(host: string, nodeEnv: string | undefined): void {
  if (nodeEnv === 'production') {
    throw new Error(
      'The local world lets anyone sign in as anyone. It does not start with NODE_ENV=production.',
    )
  }
  if (!loopback.has(host)) {
    throw new Error(
      `The local world lets anyone sign in as anyone. It listens on loopback only, not on ${host}.`,
    )
  }
}
