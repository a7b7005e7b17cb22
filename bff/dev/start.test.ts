import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { people } from './people.ts'
import { readyText } from './start/ready-text.ts'

const start = fileURLToPath(new URL('start.ts', import.meta.url))

describe('pnpm dev', () => {
  it('refuses NODE_ENV=production', () => {
    const env = { ...process.env, NODE_ENV: 'production' }
    const { status, stderr } = spawnSync(process.execPath, [start], { env, encoding: 'utf8' })
    expect(status).toBe(1)
    expect(stderr).toContain('does not start with NODE_ENV=production')
  })

  it('says which port is another than usual, and nothing when none is', () => {
    const usual = { app: 3000, authorizationServer: 4001, resourceServer: 4002 }
    const world = {
      appOrigin: 'http://localhost:3001',
      appPort: 3001,
      people,
      issuer: 'http://127.0.0.1:4001',
      apiUrl: 'http://127.0.0.1:4002/notes',
      ports: { ...usual, app: 3001 },
    }
    expect(readyText(world, usual)).toContain('Port 3000 is taken, so the app is on 3001.')
    expect(readyText({ ...world, ports: usual }, usual)).not.toContain('taken')
  })
})
