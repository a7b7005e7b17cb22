/**
 * How each command of the documents is tried: run here, run by another test that is named, or not at all, with
 * the reason. One that is not in this table fails a test, and so does one that no document has any more.
 */
export type Trial =
  /** Run in a copy of the repository; the doctor with the local world's settings. */
  | { exits: number; says: RegExp }
  /** Somebody else does: that file has this text. */
  | { by: string; where: string }
  | { not: string }

const initTests = 'bff/test/init/command.test.ts'
const development = 'bff/test/artifacts/development.test.ts'
const docker = 'There is no Docker where tests run; image.test.ts does by hand what the file says.'

export const documented: Record<string, Trial> = {
  'npx -y pnpm dev': { by: development, where: 'opens the local world' },
  'OIDC_ISSUER=https://id.example.com OIDC_CLIENT_ID=… OIDC_CLIENT_SECRET=… RESOURCE_NOTES_URL=https://api.example.com/notes pnpm dev':
    { by: development, where: 'at your own provider' },
  'npx -y pnpm test': { by: '.ci/run', where: 'npx -y pnpm test' },
  'pnpm check': { by: '.ci/run', where: 'npx -y pnpm check' },
  'pnpm format': {
    not: 'It would write into this tree; `pnpm check` finds nothing left to format.',
  },

  'pnpm routes': { exits: 0, says: /\/api\/notes/ },
  'pnpm routes explain GET /api/notes/7': { exits: 0, says: /notes/ },
  'pnpm routes explain GET /api/notes/export.csv': { exits: 0, says: /notes/ },

  'npx -y pnpm api-types letters https://api.example.com/v1/openapi.json': {
    by: 'bff/test/house/api-types.test.ts',
    where: 'pnpm api-types writes those of another API',
  },

  'OIDC_CLIENT_KEYS_FILE=… pnpm keys add': { exits: 0, says: /PS256/ },
  'pnpm keys add --alg ECDH-ES': { exits: 0, says: /ECDH-ES/ },

  'pnpm run doctor': { exits: 0, says: /0 wrong/ },
  // The local world is not for production, and that is said.
  'pnpm run doctor --prod': { exits: 1, says: /https/ },
  'pnpm run doctor --only-problems --json': { exits: 0, says: /"ok": true/ },
  'pnpm run doctor --no-network': { exits: 0, says: /Nobody was asked/ },
  'pnpm run doctor --no-probe': { exits: 0, says: /Not asked/ },

  'pnpm run init': { by: initTests, where: 'init, at a terminal' },
  'pnpm run init --fields --provider keycloak --origin https://app.example.com': {
    exits: 0,
    says: /Valid redirect URIs +https:\/\/app\.example\.com\/auth\/callback/,
  },
  'pnpm run init --yes --provider keycloak --domain id.example.com --realm acme --client-id claimcheck --client-secret-file ./secret --api-url https://api.example.com':
    // The whole of it, up to a host that there is not; reserved for documents (RFC 2606 §3).
    { exits: 2, says: /id\.example\.com.* cannot be reached/ },
  'pnpm run init --yes --origin https://app.example.com': { by: initTests, where: 'once more' },
  'pnpm run init --reset': { exits: 0, says: /pnpm dev opens the local world/ },

  'git remote add claimcheck <where you cloned it from>': { exits: 0, says: /^$/ },
  'git fetch claimcheck && git merge claimcheck/main': { exits: 0, says: /theirs/ },
  'grep \'"ref":"bw6paffl-1"\' bff.log': { exits: 0, says: /"ref":"bw6paffl-1"/ },

  'curl localhost:3000/__dev/faults -H "x-inspector-key: $KEY" -H \'x-csrf: 1\' -d \'{"id":"api-500","scope":"next","times":2}\'':
    { by: development, where: '/__dev/faults' },
  'NODE_OPTIONS="--import ./tracing.js" pnpm start': {
    not: 'An SDK of the operator’s choice; journeys/tracing.test.ts preloads one of its own.',
  },
  'docker build --file bff/deploy/Dockerfile --tag claimcheck .': { not: docker },
  'docker run --read-only --cap-drop ALL --env-file settings.env claimcheck': { not: docker },
  'docker exec <container> node bff/dist/sessions.mjs end --sub <sub>': { not: docker },
}
