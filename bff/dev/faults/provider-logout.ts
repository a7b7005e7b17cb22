/**
 * A session that the authorization server ends: it is told to, and then does what it would do anyway – sends us
 * a logout token, signed and by the back channel (Back-Channel Logout §2.5). Both ends are here. Only the local
 * one obeys; another server does not know this door, and then the session is ended as if it had.
 */
import type { Middleware } from 'koa'
import type { Provider } from 'oidc-provider'
import { readForm } from '../authorization-server/form.ts'

const path = '/dev/end-session'
/** No form of another site can bring a header, so no page that happens to be open can sign anybody out. */
const header = 'x-claimcheck-fault'

export interface Named {
  iss: string
  sub: string
  sid?: string | undefined
}

/** @returns whether it did */
export async function askToEnd({ iss, sub, sid = '' }: Named): Promise<boolean> {
  const body = new URLSearchParams({ sub, sid })
  const headers = { [header]: 'ended-by-provider' }
  const answer = await fetch(iss + path, { method: 'POST', headers, body }).catch(() => undefined)
  return answer?.status === 204
}

/** In the local authorization server, before anything else. */
export function obeyEnding(provider: Provider, clientId: string): Middleware {
  return async (ctx, next) => {
    if (ctx.path !== path || ctx.method !== 'POST' || ctx.get(header) === '') return next()
    const form = await readForm(ctx.req)
    const client = (await provider.Client.find(clientId)) as unknown as BackChannel | undefined
    await client?.backchannelLogout(form.get('sub') ?? '', form.get('sid') ?? '')
    ctx.status = 204
  }
}

/** What its types do not tell of. */
interface BackChannel {
  backchannelLogout(sub: string, sid: string): Promise<void>
}
