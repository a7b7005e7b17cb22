/** What `pnpm dev` says once all is up: where to go, who may sign in, and whatever is not as usual. */
import { firstNameOf } from '../people.ts'
import type { World } from '../world.ts'

interface Ports {
  app: number
  authorizationServer: number
  resourceServer: number
}

export function readyText(world: World, wanted: Ports): string {
  const { appOrigin, authorizationServer, resourceServer, people } = world
  return [
    '',
    '  Claimcheck is ready.',
    '',
    `  Open                  ${appOrigin}`,
    `  Sign in as            ${people.map(firstNameOf).join(', ')} – one click, no password`,
    `  Authorization server  ${authorizationServer.issuer}`,
    `  Notes API             ${resourceServer.url}`,
    '',
    ...movedPorts(world, wanted),
    '  Edit anything: nobody is signed out. Ctrl-C stops it all.',
    '',
  ].join('\n')
}

function movedPorts(world: World, wanted: Ports): string[] {
  const moves = [
    { what: 'the app', from: wanted.app, to: world.appPort },
    {
      what: 'the authorization server',
      from: wanted.authorizationServer,
      to: world.authorizationServer.port,
    },
    { what: 'the notes API', from: wanted.resourceServer, to: world.resourceServer.port },
  ].filter(({ from, to }) => from !== to)
  if (moves.length === 0) return []
  return [
    ...moves.map(({ what, from, to }) => `  Port ${from} is taken, so ${what} is on ${to}.`),
    '',
  ]
}
