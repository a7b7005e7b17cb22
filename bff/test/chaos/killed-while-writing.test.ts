/**
 * SIGKILL in the middle of sign-ins, refreshes and sign-outs, on an SQLite file. What a process had said before it
 * died is true after it: whoever had come in is in, whoever had left stays out, and the file is whole. Of the
 * rest nobody knows; the one loss that nothing prevents (a token handed to a process that died with it) is
 * in the books of the authorization server.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { type Person, signInPerson, signOutPerson } from './person.ts'
import { openStormScene, type PersonCall } from './storm-scene.ts'

type Scene = Awaited<ReturnType<typeof openStormScene>>

const kills = 2

it('keeps every word that it gave before it was killed [TS-09]', { timeout: 120_000 }, async () => {
  const { scene, file } = await openScene()
  const people: Person[] = []
  while (people.length < 8) people.push(await signInPerson(scene.origin))

  for (let kill = 1; kill <= kills; kill += 1) {
    const passage = keepComingAndGoing(scene.origin)
    await passage.someHaveCome(5)
    await scene.expireAll()
    const refreshing = callAll(scene, people)
    await scene.killOne(people.length / 2) // and another takes its place
    await scene.expireAll() // the dead one's leases too: nobody waits for it
    const { came, left } = await passage.end()

    expect(integrityOf(file)).toBe('ok')
    const outside = await callAll(scene, left)
    expect(outside.filter(({ end }) => end !== 'signed-out')).toEqual([])
    const inside = [...(await refreshing), ...(await callAll(scene, [...people, ...came]))]
    expect(inside.filter((call) => !isServed(call, scene))).toEqual([])
    for (const [place, { sub }] of people.entries()) {
      if (scene.books.lost.has(sub)) people[place] = await signInPerson(scene.origin)
    }
  }
  expect(scene.books.numbers.reuses).toBe(0)
})

async function openScene() {
  const folder = mkdtempSync(join(tmpdir(), 'claimcheck-killed-'))
  const file = join(folder, 'store.db')
  const scene = await openStormScene({
    storeUrl: `sqlite:${file}`,
    instances: 1,
    usualMs: 50,
    timeoutSeconds: 5, // of an answer that comes later the tokens are lost
  })
  onTestFinished(async () => {
    await scene.close()
    rmSync(folder, { recursive: true })
  })
  return { scene, file }
}

/** Three doors: through each somebody comes in, and every other one leaves again, until it is over. */
function keepComingAndGoing(origin: string) {
  const over = new AbortController()
  const came: Person[] = []
  const left: Person[] = []
  const doors = [0, 1, 2].map(async () => {
    for (let number = 0; !over.signal.aborted; number += 1) {
      await pass(number % 2 === 0).catch(() => wait(20)) // nobody answers: it has been killed
    }
  })
  async function pass(leaves: boolean): Promise<void> {
    const person = await signInPerson(origin)
    if (!leaves) came.push(person)
    else if (await signOutPerson(origin, person)) left.push(person)
  }
  return {
    async someHaveCome(many: number) {
      while (came.length < many || left.length < many) await wait(5)
    },
    async end() {
      over.abort()
      await Promise.all(doors)
      return { came, left }
    },
  }
}

function callAll(scene: Scene, people: readonly Person[]): Promise<PersonCall[]> {
  return Promise.all(people.map((person) => scene.call({ person, first: 0 })))
}

function isServed({ end, sub, person }: PersonCall, { books }: Scene): boolean {
  return end === 'signed-out' ? books.lost.has(person.sub) : sub === person.sub
}

function integrityOf(file: string): unknown {
  const db = new DatabaseSync(file)
  try {
    return db.prepare('PRAGMA integrity_check').get()?.['integrity_check']
  } finally {
    db.close()
  }
}
