/**
 * Express with express-openid-connect and http-proxy-middleware, put together as their READMEs say. They are
 * nobody's dependency here: BENCH_EXPRESS names a folder where somebody has installed them.
 */
import { createRequire } from 'node:module'
import http from 'node:http'

const { BENCH_EXPRESS, BENCH_STORE, PORT, ISSUER, CLIENT_ID, CLIENT_SECRET, UPSTREAM } = process.env
const load = createRequire(`${BENCH_EXPRESS}/`)
const express = load('express')
const { auth } = load('express-openid-connect')
const { createProxyMiddleware } = load('http-proxy-middleware')

/** Like a store outside of the process: what it keeps is text. */
function createStore() {
  const kept = new Map()
  return {
    get: (id, done) => done(null, kept.has(id) ? JSON.parse(kept.get(id)) : undefined),
    set: (id, session, done) => done?.(null, void kept.set(id, JSON.stringify(session))),
    destroy: (id, done) => done?.(null, void kept.delete(id)),
  }
}

const app = express()
app.use(
  auth({
    issuerBaseURL: ISSUER,
    baseURL: `http://localhost:${PORT}`,
    clientID: CLIENT_ID,
    clientSecret: CLIENT_SECRET,
    clientAuthMethod: 'client_secret_basic',
    secret: 'a-long-secret-for-the-bench-alone-0123456789',
    idpLogout: false,
    authRequired: true,
    authorizationParams: { response_type: 'code', scope: 'openid profile email' },
    ...(BENCH_STORE === 'memory' && { session: { store: createStore() } }),
  }),
)
app.use(
  createProxyMiddleware({
    target: UPSTREAM,
    changeOrigin: true,
    pathFilter: '/api',
    pathRewrite: { '^/api': '' },
    agent: new http.Agent({ keepAlive: true, maxFreeSockets: 256 }),
    on: {
      proxyReq(outbound, request) {
        outbound.setHeader('authorization', `Bearer ${request.oidc.accessToken?.access_token}`)
        outbound.removeHeader('cookie')
      },
    },
  }),
)
http.createServer({ keepAliveTimeout: 300_000 }, app).listen(Number(PORT), '127.0.0.1')
