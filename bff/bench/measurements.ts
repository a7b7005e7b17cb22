/** All that `pnpm bench` measures, in its order. */
import { costOfLayers } from './measurements/layers.ts'
import {
  getHundredKilobytes,
  getOneKilobyte,
  getTenMegabytes,
  postTenMegabytes,
} from './measurements/proxies.ts'
import type { Measurement } from './stage.ts'

export const measurements: Readonly<Record<string, Measurement>> = {
  'get-1kb': getOneKilobyte,
  'get-100kb': getHundredKilobytes,
  'get-10mb': getTenMegabytes,
  'post-10mb': postTenMegabytes,
  layers: costOfLayers,
}
