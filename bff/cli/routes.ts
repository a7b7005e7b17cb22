/**
 * pnpm routes – every route of the resource table with what is enforced on it.
 * pnpm routes explain GET /api/notes/7 – what would become of that request, and by which rules.
 *
 * Reads the table and nothing else: no settings, no network. Exit code 2: not understood.
 */
import { resourceTable } from '../src/api/resources.ts'
import { explain, routesText } from './routes-text.ts'

const [verb, method, target, ...more] = process.argv.slice(2)
if (verb === undefined) {
  process.stdout.write(routesText(resourceTable))
} else if (verb === 'explain' && method && target && more.length === 0) {
  process.stdout.write(explain(resourceTable, method.toUpperCase(), target))
} else {
  process.stderr.write('pnpm routes [explain <method> <path>]\n')
  process.exitCode = 2
}
