/** What the server holds of a session, by name, mark and size – beside what the browser's script can see. */
import type { IncomingMessage } from 'node:http'
import type { Detail, HeldView } from 'shared/inspector'
import type { createGroundFloor } from '../../src/floors.ts'
import type { AccessToken, TokenSet } from '../../src/oauth/token-set.ts'
import { cookieValue } from './cookies-shown.ts'
import type { Redactor } from './redaction.ts'

export interface HeldDeps {
  floor: ReturnType<typeof createGroundFloor>
  redactor: Redactor
  cookieName: string
  faultsOn(): number
}

export function createHeld({ floor, redactor, cookieName, faultsOn }: HeldDeps) {
  const { clock, config, finder, storage, vault } = floor

  return async (session: string | undefined, request: IncomingMessage): Promise<HeldView> => {
    const found = session === undefined ? undefined : await finder.find(session)
    if (session === undefined || found === undefined) return { held: [], faultsOn: faultsOn() }
    const { record, idleExpiresAtMs } = found
    const { tokens } = await storage.read(session)
    const secondsTo = (ms: number) => Math.max(0, Math.floor((ms - clock.now()) / 1000))
    const cookie = redactor.detail(`cookie ${cookieName}`, cookieValue(request, cookieName) ?? '', {
      kind: 'secret',
      why: 'The ticket. The browser sends it; no script can read it.',
    })
    return {
      cookie,
      who: record.user.name ?? record.user.preferredUsername ?? 'somebody',
      handle: record.handle,
      now: clock.now(),
      signedInAt: record.createdAt * 1000,
      idleSeconds: config.session.idleSeconds,
      idleExpiresIn: secondsTo(idleExpiresAtMs),
      absoluteExpiresIn: secondsTo(record.absoluteExpiresAt * 1000),
      held: tokens ? heldIn(vault.open(tokens).tokens, secondsTo) : [],
      faultsOn: faultsOn(),
    }
  }

  function heldIn(tokens: TokenSet, secondsUntil: (ms: number) => number): HeldView['held'] {
    const { access, refreshToken, idToken } = tokens
    return [
      ...Object.entries(access).map(([resource, token]) =>
        expiring(redactor.detail('access_token', token.token), resource, token, secondsUntil),
      ),
      ...(refreshToken ? [redactor.detail('refresh_token', refreshToken)] : []),
      ...(idToken ? [redactor.detail('id_token', idToken)] : []),
    ]
  }
}

function expiring(
  detail: Detail,
  resource: string,
  { expiresAtMs }: AccessToken,
  secondsUntil: (ms: number) => number,
) {
  return {
    ...detail,
    why: resource === '' ? detail.why : `For ${resource} and nobody else.`,
    ...(expiresAtMs !== undefined && { expiresIn: secondsUntil(expiresAtMs) }),
  }
}
