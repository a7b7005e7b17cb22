import { describe, expect, it } from 'vitest'
import { oncePerTurn } from './once-per-turn.ts'

function setScene() {
  const tasks: (() => void)[] = []
  const scene = { asked: 0, answer: true }
  const clock = { now: () => 0, afterTurn: (task: () => void) => void tasks.push(task) }
  const isSure = oncePerTurn(clock, () => (scene.asked++, scene.answer))
  const endTurn = () => tasks.splice(0).forEach((task) => task())
  return { scene, isSure, endTurn }
}

describe('oncePerTurn', () => {
  it('asks once for all of one turn, and again in the next [SC-13]', () => {
    const { scene, isSure, endTurn } = setScene()
    expect([isSure(), isSure(), scene.asked]).toEqual([true, true, 1])
    endTurn()
    scene.answer = false
    expect([isSure(), scene.asked]).toEqual([false, 2])
  })

  it('keeps no doubt: it asks again until it is sure', () => {
    const { scene, isSure } = setScene()
    scene.answer = false
    expect([isSure(), isSure(), scene.asked]).toEqual([false, false, 2])
    scene.answer = true
    expect(isSure()).toBe(true)
  })

  it('asks each time where nobody counts turns', () => {
    let asked = 0
    const isSure = oncePerTurn({ now: () => 0 }, () => ++asked > 0)
    expect([isSure(), isSure(), asked]).toEqual([true, true, 2])
  })
})
