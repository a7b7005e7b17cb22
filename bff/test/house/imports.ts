/**
 * What a module imports. A regular expression is enough and needs no parser: our formatter puts every
 * import at the start of a line, in single quotes, and the linter refuses `require`.
 */
import { posix } from 'node:path'
import type { File } from './files.ts'

export interface Import {
  from: string
  /** A path from the root of the repository, or the name of a package. */
  to: string
  /** `import type`: gone at run time. `import { type X }` is not, its module still runs. */
  typeOnly: boolean
}

const statement = /^(?:import|export)(\s+type)?\s+(?:[\w*{][^'"=]*?\sfrom\s+)?'([^']+)'/gm
const inline = /(\btypeof\s+)?\bimport\(\s*'([^']+)'/g

export function importsOf({ path, text }: File): Import[] {
  return [...text.matchAll(statement), ...text.matchAll(inline)].map(
    ([, type, specifier = '']) => ({
      from: path,
      to: resolved(path, specifier),
      typeOnly: type !== undefined,
    }),
  )
}

function resolved(path: string, specifier: string): string {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(path), specifier)
  if (specifier.startsWith('shared/')) return `shared/src/${specifier.slice('shared/'.length)}.ts`
  return packageOf(specifier)
}

/** `@koa/router` and `zod/mini` are `@koa/router` and `zod`. */
function packageOf(specifier: string): string {
  if (specifier.startsWith('node:')) return specifier
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')
}

export function isPackage(to: string): boolean {
  return !to.includes('/src/') && !/^(bff|web|shared|\.\.)\//.test(to) && !to.startsWith('node:')
}
