/** Where sessions are kept: whether it answers, how fast, and whether it forgets. */
import type { Config } from '../../src/config/config.ts'
import type { Clock } from '../../src/ports.ts'
import { openStorage } from '../../src/storage/open-storage.ts'
import { type Check, fail, pass, warn } from './check.ts'

// A request reads it once; more than this is felt.
const slowMs = 50
const patienceMs = 5_000

export async function storeChecks(
  { storeUrl }: Pick<Config, 'storeUrl'>,
  clock: Clock,
): Promise<Check[]> {
  return [kindCheck(storeUrl), await answerCheck(storeUrl, clock)]
}

function kindCheck(storeUrl: string): Check {
  const id = 'store-kind'
  if (storeUrl === 'memory:') {
    return warn(
      id,
      'Sessions are in memory: a restart signs everybody out.',
      'STORE_URL=sqlite:<file>',
    )
  }
  if (storeUrl.startsWith('sqlite:')) return pass(id, 'Sessions are in a file, for one machine.')
  return pass(
    id,
    'Sessions are in Redis. See to it that it evicts nothing: maxmemory-policy noeviction.',
  )
}

async function answerCheck(storeUrl: string, clock: Clock): Promise<Check> {
  const id = 'store-answers'
  try {
    const storage = openStorage(storeUrl, clock)
    try {
      await within(storage.ping()) // the first one connects
      const before = clock.now()
      await within(storage.ping())
      const ms = clock.now() - before
      return ms <= slowMs
        ? pass(id, `The store answers in ${ms} ms.`)
        : warn(id, `The store takes ${ms} ms to answer, at every request.`, 'Bring it nearer.')
    } finally {
      await storage.close()
    }
  } catch {
    // Nothing of the error: an address may hold a password.
    return fail(
      id,
      'The store does not answer.',
      'Is what STORE_URL names there, and may we write to it?',
    )
  }
}

async function within<T>(answer: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('no answer')), patienceMs)
  })
  try {
    return await Promise.race([answer, late])
  } finally {
    clearTimeout(timer)
  }
}
