/** What only production needs: `--prod`. The settings themselves are judged as production's before this. */
import type { Config } from '../../src/config/config.ts'
import { type Check, fail, pass, warn } from './check.ts'

/** The built web app: paths below its folder, and the text of those that are scripts or pages. */
export type Build = Readonly<Record<string, string>>

export function productionChecks(config: Config, build: Build | undefined): Check[] {
  return [
    originCheck(config.appOrigin),
    config.session.keys.length > 1
      ? pass('production-keys', 'There is a second session key, for the day the first is replaced.')
      : warn(
          'production-keys',
          'There is one session key.',
          'To replace it, put the new one in front and keep this one for as long as sessions live.',
        ),
    proxyCheck(config),
    config.managementPort === undefined
      ? warn(
          'production-health',
          'Nobody can ask whether it is well.',
          'Set MANAGEMENT_PORT for /livez and /readyz.',
        )
      : pass('production-health', '/livez and /readyz answer on a port of their own.'),
    buildCheck(build),
  ]
}

function originCheck(appOrigin: string): Check {
  const id = 'production-origin'
  const { protocol, hostname } = new URL(appOrigin)
  if (protocol !== 'https:') {
    return fail(
      id,
      'APP_ORIGIN is not https.',
      '__Host- cookies need https: end TLS in front of the BFF.',
    )
  }
  if (/^(localhost|127\.|\[)/.test(hostname)) {
    return warn(id, 'APP_ORIGIN is this machine.', 'Set it to the origin that browsers see.')
  }
  return pass(id, `Browsers come to ${appOrigin}, where __Host- cookies hold.`)
}

function proxyCheck({ host, trustedProxies }: Config): Check {
  const id = 'production-proxies'
  if (trustedProxies.length > 0)
    return pass(id, 'It is said whose word on the browser’s address counts.')
  const isBehind = /^(127\.|localhost|::1)/.test(host)
  return warn(
    id,
    isBehind
      ? 'It listens on loopback, so a proxy is in front, and none is trusted: all people seem to come from one address.'
      : 'No proxy is trusted. Something ends TLS in front of this, so all people seem to come from one address.',
    'TRUSTED_PROXIES=<its address or network>',
  )
}

function buildCheck(build: Build | undefined): Check {
  const id = 'production-build'
  if (build === undefined) return fail(id, 'The web app is not built.', 'pnpm build')
  const paths = Object.keys(build)
  const maps = paths.filter((path) => path.endsWith('.map'))
  if (maps.length > 0) {
    return fail(
      id,
      `Source maps would be served: ${maps.slice(0, 3).join(', ')}.`,
      'Build without them, or delete them.',
    )
  }
  const dev = paths.filter((path) => build[path]!.includes('/__dev/'))
  if (dev.length > 0) {
    return fail(
      id,
      `Development code is in ${dev.slice(0, 3).join(', ')}.`,
      'pnpm build, without NODE_ENV=development',
    )
  }
  const inline = paths.filter((path) => path.endsWith('.html') && hasInlineScript(build[path]!))
  if (inline.length > 0) {
    return fail(
      id,
      `A script stands in ${inline.join(', ')} itself, where the policy lets none run.`,
      'Move it into a file.',
    )
  }
  return pass(id, 'The web app is built, without maps and without anything for development.')
}

function hasInlineScript(html: string): boolean {
  const scripts = html.match(/<script\b[^>]*>/g) ?? []
  return scripts.some(
    (tag) => !/\bsrc=/.test(tag) && !/\btype="(?!module|text\/javascript)/.test(tag),
  )
}
