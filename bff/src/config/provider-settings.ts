/**
 * The authorization server and our registration there. Endpoints and keys are not settings: they come
 * from the issuer's own metadata, and metadata never widens what stands here.
 */
import { presetNames } from './presets/presets.ts'
import { asymmetricAlgorithms } from './request-settings.ts'
import type { SettingTable } from './setting.ts'
import {
  date,
  judged,
  listOf,
  oneOf,
  openidScope,
  parameters,
  text,
  wholeNumber,
} from './setting-values.ts'
import { tenants, tenantsFault } from './tenants.ts'
import { issuerFault, linkFault } from './urls.ts'

export const providerSettings = {
  OIDC_PROVIDER: {
    meaning: `Whose server it is, for defaults that fit (bff/docs/providers): ${presetNames.join(', ')}`,
    default: 'generic',
    example: 'keycloak',
    value: oneOf(...presetNames),
  },
  OIDC_PROFILE: {
    meaning: '`oidc`, or `fapi2`: only what the FAPI 2.0 Security Profile permits',
    default: 'oidc',
    example: 'fapi2',
    value: oneOf('oidc', 'fapi2'),
  },
  OIDC_DISPLAY_NAME: {
    meaning: 'What people know it as; unless set, the name that OIDC_PROVIDER has, or its host',
    optional: true,
    example: 'Acme ID',
    value: text,
  },
  OIDC_ACCOUNT_URL: {
    meaning: 'Where people look after their account there: linked on the account page',
    optional: true,
    example: 'https://id.example.com/account',
    value: judged(linkFault),
  },
  OIDC_ISSUER: {
    meaning: "The authorization server's issuer identifier, to the letter: a final slash counts",
    example: 'https://id.example.com',
    value: judged(issuerFault),
  },
  OIDC_TENANTS: {
    meaning: 'Ids of the tenants whose people come in, where one server has many (Entra, alone)',
    optional: true,
    example: 'f0e1d2c3-aaaa-bbbb-cccc-1234567890ab',
    value: listOf(tenantsFault, tenants),
  },
  OIDC_CLIENT_ID: {
    meaning: 'The client registered there for this app',
    example: 'claimcheck',
    value: text,
  },
  OIDC_CLIENT_SECRET: {
    meaning: "That client's secret; needed unless it proves itself by key or certificate",
    secret: true,
    optional: true,
    usual: true,
    example: 'paste-the-client-secret-here',
    value: text,
  },
  OIDC_CLIENT_SECRET_NEXT: {
    meaning:
      'A second one while the authorization server changes them: used when the first is refused',
    secret: true,
    optional: true,
    example: 'paste-the-new-client-secret-here',
    value: text,
  },
  OIDC_CLIENT_SECRET_EXPIRES: {
    meaning: 'The day on which the secret runs out, where it does (Entra): for `/metrics` to tell',
    optional: true,
    example: '2027-06-30',
    value: date,
  },
  OIDC_SCOPE: {
    meaning: 'What to ask for; always with `openid`, for refresh tokens often `offline_access`',
    default: 'openid profile email',
    example: 'openid profile email offline_access',
    value: openidScope,
  },
  OIDC_AUTHORIZE_PARAMS: {
    meaning: 'Fixed extra parameters of the authorization request, `k=v&k=v`',
    default: '',
    example: 'audience=https://notes.example.com&prompt=consent',
    value: parameters,
  },
  OIDC_ID_TOKEN_ALG: {
    meaning: 'The one algorithm ID tokens may be signed with: RS, PS or ES 256–512, EdDSA, HS256',
    default: 'RS256',
    example: 'ES256',
    value: oneOf(...asymmetricAlgorithms, 'HS256'),
  },
  OIDC_USERINFO: {
    meaning: 'Ask the userinfo endpoint: `auto` when the ID token names nobody, `always`, `never`',
    default: 'auto',
    example: 'always',
    value: oneOf('auto', 'always', 'never'),
  },
  OIDC_LOGOUT: {
    meaning: 'Sign out at the authorization server too (`auto`), or only here (`local`)',
    default: 'auto',
    example: 'local',
    value: oneOf('auto', 'local'),
  },
  OIDC_LOGOUT_TOKEN_TYP: {
    meaning: 'Back-channel logout tokens must say `logout+jwt` (`require`); `any` permits no type',
    default: 'require',
    example: 'any',
    value: oneOf('require', 'any'),
  },
  OIDC_FRONTCHANNEL_LOGOUT: {
    meaning: 'Let it sign people out through a frame (`on`); prefer back-channel logout, always on',
    default: 'off',
    example: 'on',
    value: oneOf('off', 'on'),
  },
  OIDC_CLOCK_TOLERANCE_SECONDS: {
    meaning: 'How far its clock and ours may be apart, 0–300',
    default: '30',
    example: '10',
    value: wholeNumber(0, 300),
  },
  OIDC_TIMEOUT_SECONDS: {
    meaning: 'How long to wait for one answer of it, 1–60',
    default: '5',
    example: '10',
    value: wholeNumber(1, 60),
  },
} satisfies SettingTable
