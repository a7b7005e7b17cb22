/**
 * One kind of JWT is not another (RFC 8725 §3.11): a logout token says what it is (ASVS 10.5.5). The switch is
 * for servers that do not; it lets silence pass, and nothing that claims to be something else.
 */
import { describe, it } from 'vitest'
import type { Lies } from '../liar/lies.ts'
import { logoutEvent } from '../liar/logout-token.ts'
import { expectDone, expectRefused, signInAndTell, tellOfLogout } from '../provider-sign-out.ts'
import { openEncounter } from '../sign-in.ts'

const typed = (typ: string | undefined): Partial<Lies> => ({
  logoutTokenHeader: ({ alg, kid }) => ({ alg, ...(kid && { kid }), ...(typ && { typ }) }),
})
const any = { env: { OIDC_LOGOUT_TOKEN_TYP: 'any' } }
const foreign = ['at+jwt', 'application/at+jwt', 'secevent+jwt', 'dpop+jwt', 'ID', 'logout+jwt ']

describe('by default', () => {
  it.each(['logout+jwt', 'LOGOUT+JWT', 'application/logout+jwt'])(
    'accepts the type %s [LO-12]',
    async (typ) => {
      await expectDone((await signInAndTell(typed(typ))).answer)
    },
  )

  it.each([undefined, 'JWT', ...foreign])('refuses the type %s [LO-12, ID-15]', async (typ) => {
    const { answer, ...attempt } = await signInAndTell(typed(typ))
    await expectRefused(answer, attempt, 'typ')
  })
})

describe('with OIDC_LOGOUT_TOKEN_TYP=any', () => {
  it.each([undefined, 'JWT', 'jwt', 'application/jwt', 'logout+jwt'])(
    'accepts the type %s [LO-12]',
    async (typ) => {
      await expectDone((await signInAndTell(typed(typ), any)).answer)
    },
  )

  it.each(foreign)('refuses the type %s [LO-12, ID-15]', async (typ) => {
    const { answer, ...attempt } = await signInAndTell(typed(typ), any)
    await expectRefused(answer, attempt, 'typ')
  })
})

describe('in the place of a logout token', () => {
  it.each([
    ['by default', {}, 'typ'],
    ['with OIDC_LOGOUT_TOKEN_TYP=any', any, 'jti'],
  ])('an ID token of ours is refused, %s [ID-15]', async (_when, options, why) => {
    const { liar, bff, signIn } = await openEncounter({}, options)
    const attempt = await signIn()
    const idToken = liar.issued.find((secret) => secret.startsWith('ey'))
    await expectRefused(await tellOfLogout(bff, idToken), attempt, why)
  })

  it('an ID token that has all but the missing nonce is refused even then [ID-15]', async () => {
    const { liar, bff, signIn } = await openEncounter(
      {
        idTokenClaims: (claims) => ({ ...claims, jti: 'one', events: { [logoutEvent]: {} } }),
      },
      any,
    )
    const attempt = await signIn()
    const idToken = liar.issued.find((secret) => secret.startsWith('ey'))
    await expectRefused(await tellOfLogout(bff, idToken), attempt, 'nonce')
  })

  it.each([
    ['by default', {}],
    ['with OIDC_LOGOUT_TOKEN_TYP=any', any],
  ])('an access token by the same key is refused, %s [ID-15]', async (_when, options) => {
    const asAccessToken: Partial<Lies> = {
      ...typed('at+jwt'),
      logoutTokenClaims: ({ events: _none, ...claims }) => ({ ...claims, scope: 'openid' }),
    }
    const { answer, ...attempt } = await signInAndTell(asAccessToken, options)
    await expectRefused(answer, attempt, 'typ')
  })
})
