/**
 * What runs here: the build, and a word for its settings. Instances whose words differ do not behave as one –
 * the first thing to look at when half of all requests fail.
 *
 * The word is a keyed hash, so that it can stand where others read it: nobody without SESSION_KEYS can try
 * candidates for a secret against it. What may differ from one instance to the next is not in it.
 */
import { createHmac, hkdfSync } from 'node:crypto'
import type { Config } from '../config/config.ts'

export interface Version {
  build: string
  config: string
}

export function versionOf(config: Config): Version {
  const { host, port, managementPort, workers, build, logLevel, ...alike } = config
  const master = config.session.keys[0]
  if (master === undefined) throw new Error('A fingerprint needs a key: give one in SESSION_KEYS.')
  // A key of its own, as each purpose has (storage/keyring.ts).
  const info = 'claimcheck/config-fingerprint/v1'
  const key = new Uint8Array(hkdfSync('sha256', master, new Uint8Array(), info, 32))
  const word = createHmac('sha256', key).update(JSON.stringify(alike)).digest('base64url')
  return { build, config: word.slice(0, 16) }
}
