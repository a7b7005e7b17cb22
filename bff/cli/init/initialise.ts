/**
 * The whole of `pnpm run init`: what to register at the provider, what is to be known of it, whether that can
 * be so, what changes, and only then the file – and the doctor's word on it. Whatever is refused before that
 * leaves everything as it was.
 */
import { mkdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { resourceNames } from '../../src/api/resources.ts'
import { ConfigError } from '../../src/config/config-error.ts'
import type { Config } from '../../src/config/config.ts'
import { readConfig } from '../../src/config/read-config.ts'
import { type ExaminePorts, type Machine, examine } from '../doctor/examine.ts'
import { writeKeys } from '../key-file.ts'
import type { PrivateJwk } from '../new-key.ts'
import { envExample } from '../settings-text.ts'
import { createAsking } from './asking.ts'
import { keysPath } from './client-proof.ts'
import { consoleSteps } from './console-fields.ts'
import { differenceText, differences } from './differences.ts'
import type { EnvFile } from './env-file.ts'
import { type Changes, settingsIn, withChanges } from './env-text.ts'
import { settingsFromMetadata } from './from-metadata.ts'
import type { InitRequest } from './init-request.ts'
import { type Outcome, fieldsText } from './outcome.ts'
import { Cancelled, Refusal } from './refusal.ts'
import type { Terminal } from './terminal.ts'
import { askPlace, askSettings } from './wanted-settings.ts'

type Env = Readonly<Record<string, string | undefined>>

export interface InitDeps {
  root: string
  env: Env
  file: EnvFile
  /** None: nobody is there to be asked. */
  terminal?: Terminal
  ports: ExaminePorts
  machine: Machine
}

/** @throws Refusal, Cancelled: then nothing has been written */
export async function initialise(request: InitRequest, deps: InitDeps): Promise<Outcome> {
  const { root, env, file, terminal, ports } = deps
  if (request.reset) return { reset: file.setAside() ?? '' }
  const asking = createAsking(request.told, terminal)
  const text = file.read()
  const before = known(text)
  const place = await askPlace(asking, before)
  const steps = consoleSteps(place.provider, place.origin, request.byKey)
  if (request.fields) return { steps }
  file.assertSafe()
  terminal?.say(fieldsText(steps))

  const nowMs = ports.clock.now()
  const answers = { root, env, nowMs, request, asking, before, resourceNames }
  const { changes, keys } = await askSettings(place, answers)
  const write = (more: Changes) => withChanges(text ?? template(), more)
  const said = { ...before, ...changes }
  const first = judged(write(changes), deps, keys)
  const found = request.network ? await settingsFromMetadata(first, said, ports) : {}
  const whole = write({ ...changes, ...found })
  const config = judged(whole, deps, keys)
  const changed = differences(text ?? '', { ...changes, ...found })

  terminal?.say(differenceText(changed))
  if (terminal && !(await terminal.confirm('Write this to .env?'))) throw new Cancelled()
  if (keys !== undefined) keep(join(root, keysPath), keys)
  file.write(whole)
  const { network, probe } = request
  const asked = { prod: false, json: false, onlyProblems: false, network, probe }
  const checks = await examine({ ...settingsIn(whole), ...env }, asked, ports, deps.machine)
  return { steps, changed, origin: config.appOrigin, checks }
}

/** A bare copy of `.env.example` says nothing yet. */
function known(text: string | undefined): Env {
  const settings = settingsIn(text ?? '')
  const isSample = settings['SESSION_KEYS']?.startsWith('paste-')
  return isSample ? {} : settings
}

/** All settings with their meaning, as comments. */
function template(): string {
  return envExample(resourceNames).replace(/^.*\n/, '')
}

/** By the BFF's own judgement: what it would not start with is not written. */
function judged(text: string, { root, env }: InitDeps, keys?: readonly PrivateJwk[]): Config {
  const readFile = (path: string) =>
    path === keysPath && keys ? JSON.stringify({ keys }) : readFileSync(resolve(root, path), 'utf8')
  try {
    // What the environment says wins, as it will at a start.
    return readConfig({ ...settingsIn(text), ...env }, resourceNames, readFile)
  } catch (error) {
    if (error instanceof ConfigError) throw new Refusal(error.message)
    throw error
  }
}

function keep(path: string, keys: readonly PrivateJwk[]): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  writeKeys(path, keys)
}
