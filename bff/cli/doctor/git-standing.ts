/** Whether git would carry a file away: what has been pushed once is nobody's secret any more. */
import { spawnSync } from 'node:child_process'

export interface GitStanding {
  tracked: boolean
  ignored: boolean
}

/** The file need not exist yet. */
export function gitStanding(cwd: string, name: string): GitStanding {
  const git = (...args: string[]) => spawnSync('git', args, { cwd, stdio: 'ignore' }).status
  return {
    tracked: git('ls-files', '--error-unmatch', '--', name) === 0,
    // 128: no repository, and so nothing that would carry it away.
    ignored: git('check-ignore', '--quiet', '--', name) !== 1,
  }
}
