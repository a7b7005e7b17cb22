/** A person's yes, written down as the grant that the tokens will refer to. */
import type { Provider } from 'oidc-provider'

type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>

/** What the request asks for: scopes of the person's claims, and of each API. */
export function scopesAsked({ params }: Interaction): string[] {
  return typeof params.scope === 'string' ? params.scope.split(' ') : []
}

export async function allow(
  provider: Provider,
  interaction: Interaction,
): Promise<{ grantId: string }> {
  const { params, session } = interaction
  const grant = new provider.Grant({
    accountId: session?.accountId,
    clientId: String(params.client_id),
  })
  const scope = scopesAsked(interaction).join(' ')
  grant.addOIDCScope(scope)
  for (const indicator of resourcesAsked(params.resource)) {
    grant.addResourceScope(indicator, scope)
  }
  return { grantId: await grant.save() }
}

/** RFC 8707 §2: one, several, or none. */
function resourcesAsked(resource: unknown): string[] {
  return [resource].flat().filter((indicator) => typeof indicator === 'string')
}
