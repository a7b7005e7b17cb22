import { describe, expect, it } from 'vitest'
import { bffEnv } from './bff-env.ts'

const world = {
  appOrigin: 'http://localhost:3000',
  env: {
    OIDC_ISSUER: 'http://127.0.0.1:4001',
    OIDC_CLIENT_SECRET: 'local',
    RESOURCE_NOTES_URL: 'http://127.0.0.1:4002/notes',
    RESOURCE_NOTES_INDICATOR: 'http://127.0.0.1:4002/notes',
    PORT: '3000',
  },
}
const place = { port: 5000, storeFile: '/run/dev.db' }

describe('bffEnv', () => {
  it('puts the BFF behind the app and its sessions into a file', () => {
    expect(bffEnv(world, {}, place)).toMatchObject({
      APP_ORIGIN: 'http://localhost:3000',
      PORT: '5000',
      STORE_URL: 'sqlite:/run/dev.db',
      OIDC_CLIENT_SECRET: 'local',
      OIDC_DISPLAY_NAME: 'the development sign-in',
    })
  })

  it('lets your own settings win, but not those of where to listen', () => {
    const own = { LOG_LEVEL: 'debug', PORT: '80', APP_ORIGIN: 'https://app.example.com' }
    expect(bffEnv(world, own, place)).toMatchObject({
      LOG_LEVEL: 'debug',
      PORT: '5000',
      APP_ORIGIN: 'http://localhost:3000',
    })
  })

  it('mixes nothing of the local registration with yours', () => {
    const env = bffEnv(world, { OIDC_ISSUER: 'https://id.example.com' }, place)
    expect(env.OIDC_ISSUER).toBe('https://id.example.com')
    expect(env).not.toHaveProperty('OIDC_CLIENT_SECRET')
    expect(env).not.toHaveProperty('OIDC_DISPLAY_NAME')
    expect(env).not.toHaveProperty('RESOURCE_NOTES_INDICATOR')
    expect(env.RESOURCE_NOTES_URL).toBe('http://127.0.0.1:4002/notes')
  })
})
