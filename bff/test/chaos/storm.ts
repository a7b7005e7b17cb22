/**
 * The storm: several processes of the BFF, one store, the strictest authorization server, and every browser
 * of everybody calling at the very moment at which all access tokens have run out – again and again, while
 * processes are killed in the middle and started again. What must come out of it stands in storm-report.ts.
 */
import { type Person, signInPerson } from './person.ts'
import { createStormReport, type StormReport } from './storm-report.ts'
import { openStormScene, type SceneOptions, type Turn } from './storm-scene.ts'

export interface StormOptions extends SceneOptions {
  sessions: number
  /** Calls of one session at the same moment. */
  calls: number
  rounds: number
  /** In every so-manieth round a process is killed. */
  killEvery: number
  /** Told after each round. */
  tell?(line: string): void
}

export async function runStorm(options: StormOptions): Promise<StormReport> {
  const scene = await openStormScene(options)
  const report = createStormReport(options)
  try {
    const people: Person[] = []
    while (people.length < options.sessions) people.push(await signInPerson(scene.origin))
    for (let round = 1; round <= options.rounds; round += 1) {
      const startedAtMs = performance.now()
      await scene.expireAll()
      const calls = inOrder(people, options.calls, round).map(scene.call)
      if (round % options.killEvery === 0) await scene.killOne(options.sessions / 2)
      report.addRound(await Promise.all(calls), performance.now() - startedAtMs, scene.books)
      await replaceSignedOut(people, report.signedOut, scene.origin)
      options.tell?.(report.lastRound())
    }
    return report.finish(scene.books.numbers, scene.api.numbers)
  } finally {
    await scene.close()
  }
}

/**
 * In odd rounds session by session, so that many calls of one are under way together; in even rounds one
 * call of everybody after the other, so that everybody's refresh is. Dealt out among the instances: each
 * gets a share of every session, and is the first for some.
 */
function inOrder(people: readonly Person[], calls: number, round: number): Turn[] {
  const numbers = Array.from({ length: calls }, (_, number) => number)
  const turn = (place: number, number: number) => ({
    person: people[place]!,
    first: place + number,
  })
  const places = [...people.keys()]
  return round % 2 === 1
    ? places.flatMap((place) => numbers.map((number) => turn(place, number)))
    : numbers.flatMap((number) => places.map((place) => turn(place, number)))
}

/** Whoever was signed out has been counted; the next round wants as many people as the first. */
async function replaceSignedOut(
  people: Person[],
  signedOut: ReadonlySet<Person>,
  origin: string,
): Promise<void> {
  for (const [place, person] of people.entries()) {
    if (signedOut.has(person)) people[place] = await signInPerson(origin)
  }
}
