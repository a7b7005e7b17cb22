/** Where sessions are kept: whether it answers, how fast, and whether it forgets. */
import type { Config } from '../../src/config/config.ts'
import type { Clock } from '../../src/ports.ts'
import { openStorage } from '../../src/storage/open-storage.ts'
import type { Storage } from '../../src/storage/storage.ts'
import { type Check, fail, pass, warn } from './check.ts'

// A request reads it once; more than this is felt.
const slowMs = 50
const patienceMs = 5_000

export async function storeChecks(
  { storeUrl }: Pick<Config, 'storeUrl'>,
  clock: Clock,
): Promise<Check[]> {
  try {
    const storage = openStorage(storeUrl, clock)
    try {
      const answers = await answerCheck(storage, clock)
      return [kindCheck(storeUrl, await policyOf(storage)), answers]
    } finally {
      await storage.close()
    }
  } catch {
    // Nothing of the error: an address may hold a password.
    const remedy = 'Is what STORE_URL names there, and may we write to it?'
    return [kindCheck(storeUrl), fail('store-answers', 'The store does not answer.', remedy)]
  }
}

/** @param policy of a Redis that tells what it does when its memory is full */
function kindCheck(storeUrl: string, policy?: string): Check {
  const id = 'store-kind'
  if (storeUrl === 'memory:') {
    return warn(
      id,
      'Sessions are in memory: a restart signs everybody out.',
      'STORE_URL=sqlite:<file>',
    )
  }
  if (storeUrl.startsWith('sqlite:')) return pass(id, 'Sessions are in a file, for one machine.')
  if (policy === undefined) {
    return pass(
      id,
      'Sessions are in Redis. See to it that it evicts nothing: maxmemory-policy noeviction.',
    )
  }
  if (policy === 'noeviction') return pass(id, 'Sessions are in Redis, which evicts nothing.')
  return fail(
    id,
    `Redis throws sessions away when its memory is full (${policy}).`,
    'maxmemory-policy noeviction: an evicted session is a wrong sign-out, and one that had ended could come back.',
  )
}

async function answerCheck(storage: Storage, clock: Clock): Promise<Check> {
  const id = 'store-answers'
  await within(storage.ping()) // the first one connects
  const before = clock.now()
  await within(storage.ping())
  const ms = clock.now() - before
  return ms <= slowMs
    ? pass(id, `The store answers in ${ms} ms.`)
    : warn(id, `The store takes ${ms} ms to answer, at every request.`, 'Bring it nearer.')
}

/** Not everybody's user may ask for that. */
async function policyOf(storage: Storage): Promise<string | undefined> {
  const asked = storage.evictionPolicy?.()
  return asked === undefined ? undefined : within(asked).catch(() => undefined)
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
