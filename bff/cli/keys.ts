/**
 * pnpm keys list|add|promote|retire … – makes our keys and rolls them (usage: keys-request.ts).
 *
 * Changes the file that the BFF reads at its start, and says what to do next. A running BFF goes on with the
 * keys it has: restart the instances one after the other, which signs nobody out. It tells names, algorithms
 * and the order of the keys; no private part is ever written anywhere but into the file.
 *
 * Exit code 0: done; 1: refused.
 */
import { RefusedStep } from './key-order.ts'
import { rollKeys } from './roll-keys.ts'

try {
  console.log(rollKeys(process.argv.slice(2), process.env, Date.now()))
} catch (error) {
  if (!(error instanceof RefusedStep)) throw error
  console.error(error.message)
  process.exitCode = 1
}
