/** What `pnpm dev` says once all is up: where to go, who may sign in, and whatever is not as usual. */
import { firstNameOf, type Person } from '../people.ts'

interface Ports {
  app: number
  authorizationServer: number
  resourceServer: number
}

export interface Ready {
  /** Its name, and what it is like. */
  configuration: string
  about: string
  appOrigin: string
  /** Where to watch it, with the key. */
  inspector?: string
  /** The issuer to name when people are to sign in at another than the first authorization server. */
  loginAt?: string
  issuer: string
  apiUrl: string
  people: readonly Person[]
  ports: Ports
}

/** @param wanted the ports to be found at on other days. */
export function readyText(ready: Ready, wanted: Ports): string {
  const { appOrigin, inspector, issuer, apiUrl, people } = ready
  const lines = [
    'Claimcheck is ready.',
    '',
    `Open                  ${appOrigin}`,
    ...(inspector ? [`Watch it happen       ${inspector}`] : []),
    `Sign in as            ${people.map(firstNameOf).join(', ')} – one click, no password`,
    `Authorization server  ${issuer}`,
    `Notes API             ${apiUrl}`,
    '',
    ...unusual(ready),
    ...movedPorts(ready.ports, wanted),
    'Edit anything: nobody is signed out. Ctrl-C stops it all.',
  ]
  return `\n${lines.map((line) => `  ${line}`.trimEnd()).join('\n')}\n`
}

/** Of a world other than the plain one. */
function unusual({ configuration, about, appOrigin, issuer, loginAt }: Ready): string[] {
  if (configuration === 'plain') return []
  const login = loginAt && `${appOrigin}/auth/login?${new URLSearchParams({ iss: loginAt })}`
  return [
    `Configuration         ${configuration}: ${about}`,
    ...(login ? [`Sign in at the second ${login}`] : []),
    ...(issuer.startsWith('https:')
      ? ['Its certificate is made anew at each start: your browser will warn you of it.']
      : []),
    '',
  ]
}

function movedPorts(ports: Ports, wanted: Ports): string[] {
  const names = {
    app: 'the app',
    authorizationServer: 'the authorization server',
    resourceServer: 'the notes API',
  }
  const moved = (['app', 'authorizationServer', 'resourceServer'] as const)
    .filter((server) => ports[server] !== wanted[server])
    .map((server) => `Port ${wanted[server]} is taken, so ${names[server]} is on ${ports[server]}.`)
  return moved.length === 0 ? [] : [...moved, '']
}
