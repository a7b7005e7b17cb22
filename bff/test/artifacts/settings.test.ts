/**
 * The settings that the examples in bff/deploy give are judged as at start-up: a name that is none, a value that
 * is wrong or a required one that is missing stops a container as it would stop a process.
 */
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { BlockList } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { parse } from 'yaml'
import { paths } from 'shared/paths'
import { resourceNames } from '../../src/api/resources.ts'
import type { Config } from '../../src/config/config.ts'
import { readConfig } from '../../src/config/read-config.ts'
import { readText } from '../house/files.ts'
import { imageEnv } from './dockerfile.ts'

const deploy = new URL('../../deploy/', import.meta.url).pathname

interface Service {
  environment?: Record<string, string>
  secrets?: string[]
  networks?: { default: { ipv4_address: string } }
}

interface Compose {
  services: Record<string, Service>
  networks: { default: { ipam: { config: { ip_range?: string }[] } } }
  secrets: Record<string, { file: string }>
}

/** Aliases and merges included, as compose reads them. */
const compose = parse(readText('bff/deploy/compose.yaml'), { merge: true }) as Compose

/** Made by the example's own script, elsewhere. */
function makeSecrets(): string {
  const folder = mkdtempSync(join(tmpdir(), 'claimcheck-secrets-'))
  cpSync(deploy, folder, { recursive: true, filter: (path) => !path.endsWith('/data') })
  execFileSync(join(folder, 'make-secrets.sh'))
  return folder
}

describe('compose.yaml', () => {
  let folder: string
  beforeAll(() => {
    folder = makeSecrets()
    return () => rmSync(folder, { recursive: true })
  })
  const instances = ['bff-1', 'bff-2']
  const configOf = (name: string): Config =>
    readConfig({ ...imageEnv(), ...compose.services[name]?.environment }, resourceNames, (path) => {
      const secret = path.replace('/run/secrets/', '')
      expect(compose.services[name]?.secrets).toContain(secret)
      return readFileSync(join(folder, compose.secrets[secret]?.file ?? 'nowhere'), 'utf8')
    })

  it.each(instances)(
    'configures %s completely, with every secret from a file [CD-01, CD-02]',
    (name) => {
      const config = configOf(name)
      expect(config.production).toBe(true)
      expect(config.storeUrl).toMatch(/^rediss:/)
      const secrets = Object.keys(compose.services[name]?.environment ?? {}).filter((each) =>
        /SECRET|KEYS|STORE_URL/.test(each),
      )
      expect(secrets.filter((each) => !each.endsWith('_FILE'))).toEqual([])
    },
  )

  it('registers exactly what the BFF sends, at the authorization server', () => {
    const { appOrigin, providers, resources } = configOf('bff-1')
    const realm = JSON.parse(readFileSync(join(folder, 'data/realm.json'), 'utf8'))
    const [client] = realm.clients
    expect(providers[0]?.issuer.endsWith(`/realms/${realm.realm}`)).toBe(true)
    expect(client).toMatchObject({
      clientId: providers[0]?.clientId,
      redirectUris: [`${appOrigin}${paths.callback}`],
      publicClient: false,
      implicitFlowEnabled: false,
      directAccessGrantsEnabled: false,
      // With it Keycloak would silently send no logout tokens.
      frontchannelLogout: false,
      attributes: {
        'pkce.code.challenge.method': 'S256',
        'post.logout.redirect.uris': `${appOrigin}${paths.postLogout}`,
        'backchannel.logout.url': `${appOrigin}${paths.backchannelLogout}`,
      },
      secret: readFileSync(join(folder, 'data/client-secret'), 'utf8'),
    })
    const [audience] = client.protocolMappers
    expect(audience.config['included.custom.audience']).toBe(resources['notes']?.url)
  })

  it('knows no secret itself [CD-01]', () => {
    expect(readText('.gitignore').split('\n')).toContain('data/')
    const made = ['session-keys', 'client-secret'].map((name) =>
      readFileSync(join(folder, 'data', name), 'utf8'),
    )
    const another = makeSecrets()
    onTestFinished(() => rmSync(another, { recursive: true }))
    for (const name of ['session-keys', 'client-secret']) {
      expect(made).not.toContain(readFileSync(join(another, 'data', name), 'utf8'))
    }
  })

  it('believes the proxy alone, whose address nobody else can get [CD-04]', () => {
    const { services, networks } = compose
    const address = services['proxy']?.networks?.default.ipv4_address
    for (const name of instances) expect(configOf(name).trustedProxies).toEqual([address])
    const [{ ip_range: range = '' } = {}] = networks.default.ipam.config
    const [network = '', bits] = range.split('/')
    const others = new BlockList()
    others.addSubnet(network, Number(bits))
    expect(others.check(address ?? '')).toBe(false)
  })

  it('does not overwrite what it has made', () => {
    expect(() => execFileSync(join(folder, 'make-secrets.sh'), { stdio: 'pipe' })).toThrow('data')
  })
})

describe('kubernetes/settings.env', () => {
  const given = Object.fromEntries(
    readText('bff/deploy/kubernetes/settings.env')
      .split('\n')
      .filter((line) => /^\w/.test(line))
      .map((line) => line.split(/=(.*)/s).slice(0, 2)),
  ) as Record<string, string>

  it('configures a pod completely, with every secret from the mounted one [CD-01, CD-02]', () => {
    const secrets: Record<string, string> = {
      'client-secret': 'n0t-a-sample-value',
      'session-keys': randomBytes(32).toString('base64url'),
      'store-url': 'rediss://claimcheck:n0t-a-sample@store.example.com:6379',
    }
    const read: string[] = []
    const config = readConfig({ ...imageEnv(), ...given }, resourceNames, (path) => {
      read.push(path)
      return secrets[path.replace('/run/secrets/claimcheck/', '')] ?? ''
    })
    expect(config.production).toBe(true)
    expect(read.toSorted()).toEqual(
      Object.keys(secrets)
        .map((name) => `/run/secrets/claimcheck/${name}`)
        .toSorted(),
    )
  })
})
