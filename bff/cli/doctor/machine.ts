/** This machine, as far as the doctor looks at it: git, the port, the built web app. It changes nothing. */
import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import type { EnvFile } from './environment.ts'
import type { Machine } from './examine.ts'
import { gitStanding } from './git-standing.ts'
import type { Build } from './production.ts'

/** @param root of the repository */
export function createMachine(root: string): Machine {
  return {
    nodeVersion: process.version,
    envFile: () => envFileIn(root),
    isFree,
    build: () => buildIn(join(root, 'web/dist')),
  }
}

function envFileIn(root: string): EnvFile | undefined {
  const path = join(root, '.env')
  if (!existsSync(path)) return undefined
  return {
    ...gitStanding(root, '.env'),
    open: (statSync(path).mode & 0o077) !== 0,
  }
}

function isFree(port: number, host: string): Promise<boolean> {
  const probe = createServer()
  return new Promise((resolve) => {
    probe.once('error', () => resolve(false))
    probe.listen(port, host, () => probe.close(() => resolve(true)))
  })
}

function buildIn(directory: string): Build | undefined {
  if (!existsSync(join(directory, 'index.html'))) return undefined
  const paths = globSync('**/*.{html,js,css,map}', { cwd: directory })
  const textOf = (path: string) =>
    path.endsWith('.map') ? '' : readFileSync(join(directory, path), 'utf8')
  return Object.fromEntries(paths.map((path) => [path, textOf(path)]))
}
