/**
 * The settings themselves: whether the BFF would start with them, whether anything that must stay secret is
 * on its way to git or into the browser, and whether a secret could be guessed.
 */
import type { ConfigError } from '../../src/config/config-error.ts'
import type { Config } from '../../src/config/config.ts'
import { type Check, fail, pass, skip, warn } from './check.ts'

export type Env = Record<string, string | undefined>

export interface EnvFile {
  tracked: boolean
  ignored: boolean
  /** May others on this machine read it? */
  open: boolean
}

/** Of a configuration that was refused: one finding for each setting. */
export function refusedSettings(error: ConfigError): Check[] {
  return error.faults.map(({ name, says }) =>
    says.includes('sample')
      ? fail(
          'env-sample',
          `${name} ${says}`,
          `Put your own value for ${name} in place of the sample.`,
        )
      : fail('env-settings', `${name} ${says}`, `bff/docs/settings.md tells of ${name}.`),
  )
}

export function acceptedSettings(config: Config, env: Env): Check[] {
  return [
    pass('env-settings', 'The settings are complete and consistent.'),
    pass('env-sample', 'No sample of .env.example is left in them.'),
    ...config.providers.map(secretCheck),
    browserCheck(env),
  ]
}

/** @param file of `.env`, when there is one */
export function envFileCheck(file: EnvFile | undefined): Check {
  if (file === undefined)
    return skip('env-file', 'There is no .env: the settings come from elsewhere.')
  if (file.tracked) {
    return fail(
      'env-file',
      'git tracks .env.',
      'git rm --cached .env, and make every secret in it anew: what was pushed is nobody’s secret.',
    )
  }
  if (!file.ignored) return warn('env-file', 'git does not ignore .env.', 'Add .env to .gitignore.')
  if (file.open) return warn('env-file', 'Others on this machine may read .env.', 'chmod 600 .env')
  return pass('env-file', 'git ignores .env, and nobody else may read it.')
}

/** Vite writes every VITE_ name into the page: a secret there is published. */
export function browserCheck(env: Env): Check {
  const secrets = new Set(
    Object.keys(env)
      .filter(isSecret)
      .flatMap((name) => env[name] || []),
  )
  const told = Object.keys(env)
    .filter((name) => name.startsWith('VITE_') && env[name])
    .filter((name) => isSecret(name) || secrets.has(env[name]!))
  if (told.length === 0) return pass('env-browser', 'No secret goes into the web app.')
  return fail(
    'env-browser',
    `${told.join(', ')} would be written into the web app.`,
    'Take VITE_ names away from secrets, and make those secrets anew.',
  )
}

const isSecret = (name: string) => /(SECRET|PASSWORD|PRIVATE|CREDENTIAL|_KEYS?$|TOKEN$)/.test(name)

function secretCheck({ clientSecret }: Config['oidc']): Check {
  if (clientSecret === undefined) {
    return pass('env-secret', 'The client proves itself without a shared secret.')
  }
  // Not what providers make: 16 random characters at the least, so few repeat.
  const isGuessable = clientSecret.length < 16 || new Set(clientSecret).size < 8
  if (!isGuessable) return pass('env-secret', 'The client secret is long enough not to be guessed.')
  return warn(
    'env-secret',
    `The client secret has ${clientSecret.length} characters, and looks made by hand.`,
    'Have the provider make one, or use a key: bff/docs/client-authentication.md.',
  )
}
