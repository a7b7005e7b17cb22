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
      configuration: 'plain',
      about: 'the usual one',
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

  it('says what is unusual about a world, and nothing of the plain one', () => {
    const ports = { app: 3000, authorizationServer: 4001, resourceServer: 4002 }
    const plain = {
      configuration: 'plain',
      about: 'the usual one',
      appOrigin: 'http://localhost:3000',
      people,
      issuer: 'https://127.0.0.1:4001',
      apiUrl: 'https://127.0.0.1:4002/notes',
      ports,
    }
    const strict = { ...plain, configuration: 'fapi2-mtls', about: 'the strictest' }
    expect(readyText(plain, ports)).not.toContain('usual one')
    expect(readyText(strict, ports)).toContain('fapi2-mtls: the strictest')
    expect(readyText(strict, ports)).toContain('your browser will warn you')
  })

  it('names the configurations there are for one that does not exist', () => {
    const { status, stderr } = spawnSync(process.execPath, [start, '--configuration', 'fapi3'], {
      encoding: 'utf8',
    })
    expect(status).toBe(1)
    expect(stderr).toContain('There are: plain, opaque-es256')
  })
})
