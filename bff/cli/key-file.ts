/**
 * The file with our private keys. It is read and written for its owner alone, whole or not at all, and never
 * where git would carry it away: what has been pushed once is nobody's secret any more.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import { clientKeysFault } from '../src/config/client-keys.ts'
import { RefusedStep } from './key-order.ts'
import type { PrivateJwk } from './new-key.ts'

/** @returns none when there is no such file yet */
export function readKeys(path: string): PrivateJwk[] {
  refuseTracked(path)
  if (!existsSync(path)) return []
  if ((statSync(path).mode & 0o077) !== 0) {
    throw new RefusedStep(`Others may read ${path}: chmod 600 it, and think of its keys as lost.`)
  }
  const text = readFileSync(path, 'utf8')
  const fault = clientKeysFault(text)
  if (fault !== undefined) throw new RefusedStep(`${path} ${fault}.`)
  return (JSON.parse(text) as { keys: PrivateJwk[] }).keys
}

/** By way of a second file, so that a start in between reads the old keys or the new ones. */
export function writeKeys(path: string, keys: readonly PrivateJwk[]): void {
  const whole = `${path}.new`
  writeFileSync(whole, `${JSON.stringify({ keys }, null, 2)}\n`, { mode: 0o600, flag: 'wx' })
  renameSync(whole, path)
}

function refuseTracked(path: string): void {
  const cwd = dirname(resolve(path))
  const args = ['ls-files', '--error-unmatch', '--', basename(path)]
  // No git, no repository, no such folder: then nothing is tracked.
  if (spawnSync('git', args, { cwd, stdio: 'ignore' }).status !== 0) return
  throw new RefusedStep(`${path} is tracked by git. Remove it there, and make new keys elsewhere.`)
}
