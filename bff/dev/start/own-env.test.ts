import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ownEnv } from './own-env.ts'

describe('ownEnv', () => {
  let folder = ''
  const file = (text: string) => {
    const path = join(folder, '.env')
    writeFileSync(path, text)
    return path
  }
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'claimcheck-own-env-'))
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  it('takes a .env for development, behind the environment', () => {
    const path = file('NODE_ENV=development\nOIDC_ISSUER=https://id.example.com\nLOG_LEVEL=info\n')
    expect(ownEnv({ LOG_LEVEL: 'debug' }, path)).toEqual({
      NODE_ENV: 'development',
      OIDC_ISSUER: 'https://id.example.com',
      LOG_LEVEL: 'debug',
    })
  })

  it.each([
    ['for production', 'NODE_ENV=production\nSTORE_URL=rediss://store.example.com\n'],
    ['that does not say', 'STORE_URL=rediss://store.example.com\n'],
  ])('leaves a .env %s alone', (_what, text) => {
    expect(ownEnv({ PATH: '/bin' }, file(text))).toEqual({ PATH: '/bin' })
  })

  it('needs none', () => {
    expect(ownEnv({ PATH: '/bin' }, join(folder, 'nowhere'))).toEqual({ PATH: '/bin' })
  })
})
