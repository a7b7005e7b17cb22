/**
 * What a browser can ask of an instance, and what must be true of the answer. Each visit goes the way of
 * its door: through the session room, then to the floors.
 */
import type { Config } from '../../../src/config/config.ts'
import type { Context } from '../../../src/http/context.ts'
import { Problem } from '../../../src/http/problem.ts'
import type { Clock } from '../../../src/ports.ts'
import { signedInStandingOf, standingOf } from '../../../src/session/standing.ts'
import { type AuthorizationServer, isFor, issuer, tokenSeconds } from './authorization-server.ts'
import { type Browser, type Outcome, type Post, idOf } from './browser.ts'
import { type Instance, resources } from './instance.ts'
import type { Oracle } from './oracle.ts'
import { type SessionModel, causesOf, createSessionModel, isOver, nameOf } from './session-model.ts'

export interface Grounds {
  config: Config
  clock: Clock
  oracle: Oracle
  server: AuthorizationServer
  post: Post
}

// Whoever waits as long may be told to try again: looking for another's refresh, or saving one's own, takes time.
const patienceMs = 5_000

export function createVisits({ config, clock, oracle, server, post }: Grounds) {
  return {
    async call(instance: Instance, browser: Browser, name: keyof typeof resources) {
      const { indicator } = resources[name]
      const session = post.sessionOf(browser)
      const wasOver = session !== undefined && isOver(session, clock.now())
      let token: string | undefined
      const request = instance.request(browser.cookie, async (ctx) => {
        token = (await instance.floors.accessTokenFor(ctx, { indicator })).token
      })
      const outcome = await post.answer(`a call for ${name}`, instance, browser, request)
      if (session === undefined) {
        if (token !== undefined) oracle.fault(`${browser.name} got a token without a session`)
      } else if (token === undefined) {
        judgeRefusal(session, outcome)
      } else {
        if (wasOver) oracle.fault(`${nameOf(session)} was over, and a call got a token`)
        if (!isFor(token, session.grant.name, indicator)) {
          oracle.fault(`${nameOf(session)} got another's token: ${token}`)
        }
      }
    },

    /** The Strict cookie does not come along from the other site, so the old session ends by name. */
    async signIn(instance: Instance, browser: Browser) {
      const previous = post.sessionOf(browser)
      previous?.causes.add('replaced')
      const request = instance.request('', async (ctx) => {
        await beginSession(instance, browser, ctx)
        if (previous) await instance.floors.endSession(previous.id, 'replaced')
      })
      const { refusal } = await post.answer('a sign-in', instance, browser, request)
      if (refusal === undefined && previous) mustBeOver(previous)
    },

    async signOut(instance: Instance, browser: Browser) {
      const session = post.sessionOf(browser)
      session?.causes.add('user')
      const request = instance.request(browser.cookie, async (ctx) => {
        const standing = standingOf(ctx)
        if (standing.signedIn) await instance.floors.endSession(standing.id, 'user')
        await instance.floors.sessions.forget(ctx)
      })
      const { refusal } = await post.answer('a sign-out', instance, browser, request, true)
      if (refusal === undefined && session) mustBeOver(session)
    },

    async backChannel(instance: Instance, browser: Browser) {
      const session = post.sessionOf(browser)
      if (session === undefined) return
      session.causes.add('back-channel')
      const named = { iss: issuer, sid: session.grant.name }
      const request = instance.request('', async () => {
        await instance.floors.endNamedSessions(named, 'back-channel')
      })
      const { refusal } = await post.answer('a back-channel logout', instance, browser, request)
      if (refusal === undefined) mustBeOver(session)
    },

    async extend(instance: Instance, browser: Browser) {
      const request = instance.request(browser.cookie, async (ctx) => {
        await instance.floors.sessions.extend(signedInStandingOf(ctx))
      })
      await post.answer('"stay signed in"', instance, browser, request)
    },
  }

  async function beginSession({ floors }: Instance, { name }: Browser, ctx: Context) {
    const { indicator } = resources.notes
    const { grant, ...tokens } = server.signIn(indicator)
    const authTime = Math.floor(clock.now() / 1000)
    const claims = { iss: issuer, sub: name, aud: 'us', iat: authTime }
    const received = { ...tokens, idToken: '', expiresInSeconds: tokenSeconds, claims }
    const person = { user: { sub: name }, sid: grant.name, authTime }
    await floors.beginSession(ctx, { grant: received, resourceKey: indicator, ...person }, 'openid')

    const [cookie = ''] = [ctx.response.headers['set-cookie'] ?? []].flat().join().split(';')
    const id = idOf(cookie)
    const handle = floors.keyring.fingerprint('handle', id)
    const absoluteExpiresAtMs = (authTime + config.session.absoluteSeconds) * 1000
    const born = { id, cookie, browser: name, grant, handle, absoluteExpiresAtMs }
    oracle.begun(createSessionModel(born))
  }

  /** Everybody may be refused, but for a reason that happened. */
  function judgeRefusal(session: SessionModel, { refusal, lastedMs }: Outcome): void {
    const code = refusal instanceof Problem ? refusal.code : String(refusal)
    if (code === 'session-ended') {
      const isAlive = causesOf(session, clock.now()).size === 0
      if (isAlive) oracle.fault(`${nameOf(session)} was told that it has ended`)
      return
    }
    const { disturbed, healed } = oracle.state
    const isWeather = code === 'provider-unreachable' || code === 'store-unreachable'
    const isExcused = disturbed || session.buried || lastedMs >= patienceMs
    if (isWeather && isExcused && !healed) return
    oracle.fault(`${nameOf(session)} was refused: ${code}${healed ? ', in the end' : ''}`)
  }

  function mustBeOver(session: SessionModel): void {
    if (!isOver(session, clock.now())) oracle.fault(`${nameOf(session)} lives on after its end`)
  }
}
