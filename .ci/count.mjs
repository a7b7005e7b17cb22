/**
 * The last line of a CI run: `N passed, N failed`, from vitest's own result and two exit codes. What has
 * no test to count still counts: a file that could not be loaded, a run that broke off, a failed check.
 * The line must not look clean when the exit code is not. Plain JavaScript, for the Node that is there.
 */
import { readFileSync } from 'node:fs'

const [, , resultFile, tested, checked] = process.argv

const { passed, failed } = countTests()
const broken = failed === 0 && (tested !== '0' || passed === 0) ? 1 : 0
const total = failed + broken + (checked === '0' ? 0 : 1)

console.log(`${passed} passed, ${total} failed`)
process.exitCode = total === 0 ? 0 : 1

function countTests() {
  try {
    const { numPassedTests, numFailedTests, testResults } = JSON.parse(
      readFileSync(resultFile, 'utf8'),
    )
    const unloaded = testResults.filter(isUnloaded).length
    return { passed: numPassedTests, failed: numFailedTests + unloaded }
  } catch {
    console.log('The tests broke off: there is no result to count.')
    return { passed: 0, failed: 0 }
  }
}

function isUnloaded({ status, assertionResults }) {
  return status === 'failed' && assertionResults.every((test) => test.status !== 'failed')
}
