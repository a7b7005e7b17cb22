/**
 * The first live probe: an authorization request that asks nobody tells whether client id, redirect URI and
 * scopes are registered. What can be read in two ways is skipped, with what was seen.
 */
import { redirectUri } from '../../src/oauth/authorization-request.ts'
import { type Failure, failureOf } from '../../src/oauth/failure.ts'
import { type Check, fail, pass, skip } from './check.ts'
import type { IssDuty } from './iss-duty.ts'
import { type ProbeAnswer, type ProbeDeps, askWithoutPrompt } from './probe-request.ts'

/** Somebody would have to be asked something: the server knows us. */
const known = new Set([
  'login_required',
  'interaction_required',
  'consent_required',
  'account_selection_required',
])

export async function registrationProbe(deps: ProbeDeps, duty: IssDuty): Promise<Check[]> {
  try {
    return judged(deps, await askWithoutPrompt(deps), duty)
  } catch (error) {
    return [notPushed(deps, failureOf(error))]
  }
}

function judged(deps: ProbeDeps, answer: ProbeAnswer, duty: IssDuty): Check[] {
  const id = 'probe-registration'
  if ('endless' in answer)
    return [skip(id, 'It redirects without end; nothing can be told from that.')]
  if ('page' in answer) return [pageCheck(deps, answer)]
  const error = answer.back.get('error')
  const isKnown = error === null || known.has(error)
  const registered = pass(id, `It knows our client, and answers at ${redirectUri(deps.config)}.`)
  const said = issCheck(answer.back, duty, deps.oidc.issuer)
  if (isKnown)
    return [registered, pass('probe-scope', 'It takes the scopes that are asked for.'), ...said]
  if (error === 'invalid_scope') {
    const remedy =
      'Allow every scope of OIDC_SCOPE and RESOURCE_<NAME>_SCOPE there, or take it away here.'
    return [registered, fail('probe-scope', 'It refuses a scope (invalid_scope).', remedy), ...said]
  }
  const remedy = `Look ${wordOf(error)} up in its documents: the client there lacks something that our request has.`
  return [
    fail(id, `It knows the redirect URI, and refuses the request (${wordOf(error)}).`, remedy),
    ...said,
  ]
}

function pageCheck(
  { config, oidc }: ProbeDeps,
  { page, host }: { page: number; host: string },
): Check {
  const id = 'probe-registration'
  if (page < 400 || page > 499) {
    return skip(
      id,
      `${host} answers with a page (${page}) and not at our callback; it may not know prompt=none.`,
    )
  }
  return fail(
    id,
    `${host} shows an error page (${page}): it does not know the client id or the redirect URI.`,
    `Register ${redirectUri(config)} there, to the letter, for the client ${oidc.clientId}.`,
  )
}

/** A request that was to be pushed never got as far as the authorization endpoint. */
function notPushed({ config }: ProbeDeps, failure: Failure): Check {
  const id = 'probe-registration'
  if (failure.kind !== 'refused')
    return skip(id, `No authorization request could be made (${failure.kind}).`)
  const isClient = failure.error === 'invalid_client'
  return fail(
    id,
    `It refuses the pushed authorization request (${wordOf(failure.error)}).`,
    isClient
      ? 'Look at OIDC_CLIENT_ID, and at how the client proves itself.'
      : `Register ${redirectUri(config)} there, to the letter.`,
  )
}

const apart =
  'Sign-ins are refused: with several providers, and in FAPI 2.0, every answer has to (RFC 9207). OIDC_RESPONSE_MODE=query.jwt says it, too.'

/** RFC 9207 §2.4: whoever announces it and forgets it is refused at each sign-in. */
function issCheck(back: URLSearchParams, duty: IssDuty, issuer: string): Check[] {
  const id = 'probe-iss'
  const iss = back.get('iss')
  if (iss === null) {
    if (duty === 'none') return []
    if (duty === 'needed') return [fail(id, 'Its answer does not say whose it is.', apart)]
    const remedy = 'Sign-ins are refused until its answers carry iss, as its metadata promises.'
    return [fail(id, 'It announces iss in its answers, and this one has none.', remedy)]
  }
  if (iss === issuer) return [pass(id, 'Its answer says whose it is.')]
  return [
    fail(
      id,
      'Its answer names another issuer than its metadata.',
      'Sign-ins are refused: mend its host name.',
    ),
  ]
}

/** Its words end on a terminal: nothing but what RFC 6749 §5.2 allows to an error code. */
export function wordOf(error: string | null): string {
  return (error ?? '').replace(/[^\w.-]/g, '').slice(0, 60) || 'no code'
}
