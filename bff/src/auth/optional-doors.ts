/** Doors that are there or not as the settings say, and what is not there does not exist. */
import { paths } from 'shared/paths'
import type { Config } from '../config/config.ts'
import type { createFloors } from '../floors.ts'
import type { Door } from '../http/router.ts'
import { takesForms } from '../oauth/authorization-response.ts'
import { finishLogin } from './callback.ts'
import { frontchannelLogout } from './frontchannel-logout.ts'
import { showKeys } from './jwks.ts'

/** By form only where an authorization server answers that way (OIDC_RESPONSE_MODE). */
export function callbackDoors(floors: ReturnType<typeof createFloors>): Door[] {
  const answer = finishLogin(floors)
  const get: Door = ['GET', paths.callback, answer]
  return takesForms(floors.config) ? [get, ['POST', paths.callback, answer]] : [get]
}

/** Off unless switched on. */
export function frontchannelDoor(floors: ReturnType<typeof createFloors>): Door[] {
  const isOn = floors.config.providers.some(({ frontchannelLogout }) => frontchannelLogout)
  return isOn ? [['GET', paths.frontchannelLogout, frontchannelLogout(floors)]] : []
}

/** None as long as we have no keys. */
export function keysDoor({ providers }: Config): Door[] {
  const answer = showKeys(providers)
  return answer === undefined ? [] : [['GET', paths.jwks, answer]]
}
