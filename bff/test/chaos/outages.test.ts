/** What fails × what is asked → what the browser gets. The table is MATRIX.md; here it is tried, cell by cell. */
import { beforeAll, describe, expect, it } from 'vitest'
import { type Browser, createBrowser } from '../browser.ts'
import { isRedisInstalled } from '../redis-server.ts'
import { askings } from './asking.ts'
import { type Cell, readMatrix } from './matrix.ts'
import { openOutageHouse, type OutageHouse } from './outage-house.ts'

const isHere = isRedisInstalled()
if (!isHere) console.warn('\nNO REDIS-SERVER: a hung and a full store are skipped.\n')

const needRedis = new Set(['store hangs', 'store is full'])
const cells = readMatrix().filter(({ fails }) => isHere || !needRedis.has(fails))
const failing = (what: string) => cells.filter(({ fails }) => fails.startsWith(what))

let inMemory: OutageHouse
let inRedis: OutageHouse | undefined

beforeAll(async () => {
  inMemory = await openOutageHouse('memory')
  if (isHere) inRedis = await openOutageHouse('redis')
  return async () => {
    await inMemory.close()
    await inRedis?.close()
  }
})

async function tryCell({ fails, asked, gets }: Cell): Promise<void> {
  const house = needRedis.has(fails) ? inRedis! : inMemory
  const outage = house.outages[fails]!
  const { prepare, ask } = askings[asked]!
  const [browser, newcomer] = [createBrowser(), createBrowser()]
  await visitLogin(house, browser)
  const cookie = cookieOf(browser)
  const person = { house, browser, newcomer }
  const prepared = (await prepare?.(person)) ?? ''

  await outage.begin()
  try {
    const answer = await ask(person, prepared)
    expect(answer.gets).toBe(gets)
    expect(answer.retryAfter).toBe(gets.startsWith('503') ? '5' : null)
  } finally {
    await outage.end()
  }

  const isSignedOut = asked === 'logout' && gets === '200'
  expect(cookieOf(browser)).toBe(isSignedOut ? undefined : cookie)
  if (isSignedOut) await visitLogin(house, browser)
  house.clock.advance(2_000) // so long nobody is asked again who has just failed
  await expectHealed(house, browser)
  if (asked === 'callback') {
    await visitLogin(house, newcomer)
    await expectHealed(house, newcomer)
  }
}

async function visitLogin({ origin }: OutageHouse, browser: Browser): Promise<void> {
  await browser.visit(`${origin}/auth/login`, { from: `${origin}/` })
  expect(cookieOf(browser)).toBeDefined()
}

async function expectHealed({ origin }: OutageHouse, browser: Browser): Promise<void> {
  const status = async () => (await browser.fetch(`${origin}/api/notes`)).status
  await expect.poll(status, { timeout: 5_000 }).toBe(200)
}

function cookieOf(browser: Browser): string | undefined {
  return browser.jar.all('localhost').find(({ name }) => name === 'claimcheck-dev')?.value
}

const title = '$fails × $asked → $gets'

describe('an outage', () => {
  it.each(failing('store'))(`${title} [SC-23, EL-02]`, tryCell)

  it.each(failing('authorization server'))(`${title} [TS-10, MD-08]`, tryCell)

  it.each(failing('API'))(title, tryCell)
})
