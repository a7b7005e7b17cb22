/** The parent's side of generator.ts. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { pinned } from '../child.ts'
import type { Job, Report } from './job.ts'

export interface Load {
  run(job: Job): Promise<Report>
  close(): void
}

const file = fileURLToPath(new URL('generator.ts', import.meta.url))

/** What a browser's fetch says besides the cookie. */
export const browserHeaders = {
  'user-agent':
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
  accept: 'application/json, text/plain, */*',
  'accept-language': 'en-US,en;q=0.9',
  'accept-encoding': 'gzip, deflate, br, zstd',
  referer: 'https://app.example.com/notes?page=2',
  'sec-fetch-site': 'same-origin',
  'sec-fetch-mode': 'cors',
  'sec-fetch-dest': 'empty',
  'sec-ch-ua': '"Chromium";v="142", "Not_A Brand";v="99"',
  'sec-ch-ua-mobile': '?0',
  'x-csrf': '1',
}

export function openLoad(): Load {
  const child: ChildProcess = fork(file, { execArgv: [] })
  if (child.pid !== undefined) pinned(child.pid, 'load')
  return {
    async run(job) {
      child.send(job)
      const [report] = await once(child, 'message')
      return report as Report
    },
    close: () => child.disconnect(),
  }
}
