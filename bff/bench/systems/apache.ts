/** Apache with mod_auth_openidc as the BFF: sessions on the server, the access token put into Authorization. */
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { type Child, startChild } from '../child.ts'

const modules = '/usr/lib/apache2/modules' // where Debian has them

export function isApacheInstalled(): boolean {
  return existsSync(`${modules}/mod_auth_openidc.so`)
}

export interface ApacheOptions {
  folder: string
  port: number
  upstreamPort: number
  issuer: string
  clientId: string
  clientSecret: string
  /** Else in shared memory. */
  redisPort?: number | undefined
}

export async function startApache(options: ApacheOptions): Promise<Child> {
  const { folder, port } = options
  chmodSync(folder, 0o755) // its workers are another user's
  const own = `${folder}/apache-${port}`
  mkdirSync(own)
  writeFileSync(`${own}/httpd.conf`, configOf(own, options))
  const words = ['-f', `${own}/httpd.conf`, '-D', 'FOREGROUND']
  return startChild('apache2', words, { port, place: 'measured', output: `${own}/output.log` })
}

const needed =
  'mpm_event authn_core authz_core authz_user proxy proxy_http headers env auth_openidc setenvif reqtimeout'

/** As its users tune it: the event engine, connections kept on both sides, no log of requests. */
function configOf(own: string, options: ApacheOptions): string {
  const { port, upstreamPort, issuer, clientId, clientSecret, redisPort } = options
  const load = needed
    .split(' ')
    .map((name) => `LoadModule ${name}_module ${modules}/mod_${name}.so`)
  return `ServerRoot ${own}
DefaultRuntimeDir ${own}
PidFile ${own}/pid
Mutex posixsem default
ServerName localhost
ErrorLog ${own}/error.log
LogLevel error
${load.join('\n')}
User www-data
Group www-data
Listen 127.0.0.1:${port}
KeepAlive On
KeepAliveTimeout 600
MaxKeepAliveRequests 0
RequestReadTimeout header=0 body=0
ServerLimit 4
StartServers 1
ThreadLimit 128
ThreadsPerChild 128
MaxRequestWorkers 512
OIDCProviderMetadataURL ${issuer}/.well-known/openid-configuration
OIDCClientID ${clientId}
OIDCClientSecret ${clientSecret}
OIDCProviderTokenEndpointAuth client_secret_basic
OIDCRedirectURI http://localhost:${port}/callback
OIDCCryptoPassphrase a-passphrase-for-the-bench-alone
OIDCScope "openid profile email"
OIDCPKCEMethod S256
OIDCUserInfoRefreshInterval 0
OIDCSessionType server-cache
OIDCSessionInactivityTimeout 86400
OIDCPassClaimsAs environment
OIDCPassIDTokenAs claims
OIDCStripCookies mod_auth_openidc_session
OIDCCacheType ${redisPort === undefined ? 'shm' : `redis\nOIDCRedisCacheServer 127.0.0.1:${redisPort}\nOIDCCacheEncrypt On`}
<Location />
  AuthType openid-connect
  Require valid-user
</Location>
RequestHeader set Authorization "Bearer %{OIDC_access_token}e" env=OIDC_access_token
<Location /api/>
  ProxyPass http://127.0.0.1:${upstreamPort}/ keepalive=On ttl=600 max=512 enablereuse=on
</Location>
`
}
