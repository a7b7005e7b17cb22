/** Waits for a child process to say something. */
import type { ChildProcess } from 'node:child_process'

/** @throws Error with all it has said, when it ends before that */
export function saidBy(child: ChildProcess, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = ''
    const hear = (chunk: Buffer) => {
      said += chunk
      if (said.includes(text)) resolve()
    }
    child.stdout!.on('data', hear)
    child.stderr!.on('data', hear)
    child.once('exit', (code) => reject(new Error(`exit ${code}: ${said}`)))
  })
}
