/** All that `pnpm bench` measures, in its order. */
import { memoryHeld } from './measurements/held.ts'
import { costOfLayers } from './measurements/layers.ts'
import { costOfManySessions } from './measurements/many-sessions.ts'
import {
  besideRivals,
  getHundredKilobytes,
  getOneKilobyte,
  getTenMegabytes,
  postTenMegabytes,
} from './measurements/proxies.ts'
import { costOfSignIn } from './measurements/sign-ins.ts'
import { costOfEcho } from './measurements/web-sockets.ts'
import { twoWorkers } from './measurements/workers.ts'
import type { Measurement } from './stage.ts'

export const measurements: Readonly<Record<string, Measurement>> = {
  'get-1kb': getOneKilobyte,
  layers: costOfLayers,
  'get-100kb': getHundredKilobytes,
  'get-10mb': getTenMegabytes,
  'post-10mb': postTenMegabytes,
  'sign-in': costOfSignIn,
  held: memoryHeld,
  'web-socket': costOfEcho,
  sessions: costOfManySessions,
  workers: twoWorkers,
  rivals: besideRivals,
}

/** Enough to see whether something has become dear; in under a minute. */
export const quickMeasurements = [
  'get-1kb',
  'get-100kb',
  'sign-in',
  'held',
  'web-socket',
  'workers',
]
