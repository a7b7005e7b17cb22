/**
 * The forms of requests and responses, as the metadata offers or demands them and as the settings say: where
 * the two do not agree nobody is sent there, and the log names the field.
 */
import { expect, it } from 'vitest'
import { createClientKey } from '../fapi.ts'
import { expectNotStarted, expectSignedIn } from '../outcomes.ts'
import { openEncounter } from '../sign-in.ts'

type Row = [field: string, offered: unknown, env: Record<string, string>]

it.each<Row>([
  ['response_modes_supported', ['query', 'fragment'], { OIDC_RESPONSE_MODE: 'form_post' }],
  ['response_modes_supported', ['query', 'form_post'], { OIDC_RESPONSE_MODE: 'query.jwt' }],
  ['authorization_signing_alg_values_supported', ['none'], { OIDC_RESPONSE_MODE: 'query.jwt' }],
  ['authorization_signing_alg_values_supported', ['PS256'], { OIDC_RESPONSE_MODE: 'query.jwt' }],
  ['request_object_signing_alg_values_supported', ['none'], { OIDC_REQUEST_OBJECT: 'signed' }],
  ['request_parameter_supported', false, { OIDC_REQUEST_OBJECT: 'signed' }],
  ['require_signed_request_object', true, {}],
  ['pushed_authorization_request_endpoint', undefined, { OIDC_PAR: 'require' }],
])(
  'sends nobody off where %s is %j and the settings say %j [MD-05]',
  async (field, offered, env) => {
    const OIDC_CLIENT_KEYS = JSON.stringify({ keys: [await createClientKey()] })
    const { bff, liar, signIn } = await openEncounter(
      { discovery: (document) => ({ ...document, [field]: offered }) },
      { env: { OIDC_CLIENT_KEYS, ...env } },
    )
    expectNotStarted(await signIn())
    expect(liar.seen.par).toEqual([])
    expect(bff.logged('provider.refused')).toMatchObject([{ why: field }])
  },
)

it('asks for no response mode where it is the usual one, whatever is offered', async () => {
  const lie = (document: object) => ({ ...document, response_modes_supported: ['form_post'] })
  const { liar, signIn } = await openEncounter({ discovery: lie })
  expectSignedIn(await signIn())
  expect(liar.seen.authorize[0]?.url.searchParams.has('response_mode')).toBe(false)
})

it('pushes where the metadata demands it, and nothing is said of it [AR-19]', async () => {
  const { liar, signIn } = await openEncounter({ requirePar: true })
  expectSignedIn(await signIn())
  expect(liar.seen.par).toHaveLength(1)
})
