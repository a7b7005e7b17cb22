/**
 * What a process costs, read from /proc, so on Linux only: CPU in microseconds (the scheduler's own count in
 * nanoseconds, not ticks of ten milliseconds) and memory. Children count too: nginx and Apache work in them,
 * and so do we with WEB_CONCURRENCY.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'

export function canMeasure(): boolean {
  return existsSync('/proc/self/task/')
}

/** CPU time used so far by all threads of a process and of its children. */
export function cpuMicros(pid: number): number {
  return familyOf(pid).flatMap(threadsOf).reduce(sum, 0) / 1000
}

/** Octets of physical memory; what several processes share is split between them. */
export function memoryBytes(pid: number): number {
  return familyOf(pid).map(shareOf).reduce(sum, 0)
}

function familyOf(pid: number): number[] {
  const tasks = list(`/proc/${pid}/task`)
  const children = tasks.flatMap((task) => words(`/proc/${pid}/task/${task}/children`))
  return [pid, ...children.flatMap((child) => familyOf(Number(child)))]
}

function threadsOf(pid: number): number[] {
  return list(`/proc/${pid}/task`).map((task) =>
    Number(words(`/proc/${pid}/task/${task}/schedstat`)[0] ?? 0),
  )
}

function shareOf(pid: number): number {
  const [, kilobytes = '0'] = /^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`)) ?? []
  return Number(kilobytes) * 1024
}

const sum = (total: number, each: number) => total + each

function words(file: string): string[] {
  return read(file).split(/\s+/).filter(Boolean)
}

/** A thread or a child may be gone between two looks. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
