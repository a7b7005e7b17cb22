/**
 * The real nginx and the real Redis with the very files of `bff/deploy`: only names, ports and folders are
 * those of this machine. Redis reads Valkey's file; they have not parted that far.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { onTestFinished } from 'vitest'
import type { Certificate } from '../../dev/certificates.ts'
import { freePort } from '../../dev/loopback-server.ts'

const deploy = new URL('../../deploy/', import.meta.url)

/** An example of ours and not the product: where there is no nginx it is not tried. */
export function isNginxInstalled(): boolean {
  const isInstalled = spawnSync('nginx', ['-v']).status === 0
  if (!isInstalled) console.warn('No nginx on the PATH: the example proxy is not tried.')
  return isInstalled
}

export async function openNginx(tls: Certificate, [first = 0, second = 0]: readonly number[]) {
  const folder = workplace(tls)
  const port = await freePort(0)
  const example = adapted('nginx.conf', {
    'bff-1:3000': `127.0.0.1:${first}`,
    'bff-2:3000': `127.0.0.1:${second}`,
    'keycloak:8080': '127.0.0.1:9',
    'app.localhost': '127.0.0.1',
    '8443': String(port),
    '/tls/': `${folder}/`,
    ...(knowsHttp2Directive() ? {} : { 'http2 on;': '' }),
  })
  const inTemporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((each) => `${each}_temp_path ${folder}/${each};`)
    .join('\n')
  const whole = `
    daemon off; worker_processes 1; pid ${folder}/nginx.pid; error_log stderr warn;
    events {}
    http { access_log off; ${inTemporary}\n${example} }`
  writeFileSync(join(folder, 'nginx.conf'), whole)
  await started('nginx', ['-p', folder, '-e', 'stderr', '-c', join(folder, 'nginx.conf')], port)
  return { port, close: () => {} }
}

/** @returns its STORE_URL */
export async function openStore(tls: Certificate): Promise<string> {
  const folder = workplace(tls)
  const port = await freePort(0)
  const text = adapted('valkey.conf', {
    '@store-password@': 'example',
    'tls-port 6379': `tls-port ${port}\nbind 127.0.0.1\ndir ${folder}`,
    '/tls/': `${folder}/`,
  })
  writeFileSync(join(folder, 'store.conf'), text)
  await started('redis-server', [join(folder, 'store.conf')], port)
  return `rediss://claimcheck:example@127.0.0.1:${port}`
}

function adapted(name: string, replacements: Record<string, string>): string {
  const text = readFileSync(new URL(name, deploy), 'utf8')
  return Object.entries(replacements).reduce((all, [from, to]) => {
    if (!all.includes(from)) throw new Error(`There is no ${from} in ${name} any more.`)
    return all.replaceAll(from, to)
  }, text)
}

function workplace({ cert, key }: Certificate): string {
  const folder = mkdtempSync(join(tmpdir(), 'claimcheck-example-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  mkdirSync(join(folder, 'logs'))
  writeFileSync(join(folder, 'cert.pem'), cert)
  writeFileSync(join(folder, 'key.pem'), key)
  return folder
}

/** Since 1.25.1. */
function knowsHttp2Directive(): boolean {
  const [, minor = '0', patch = '0'] =
    /nginx\/1\.(\d+)\.(\d+)/.exec(spawnSync('nginx', ['-v'], { encoding: 'utf8' }).stderr) ?? []
  return Number(minor) > 25 || (Number(minor) === 25 && Number(patch) >= 1)
}

async function started(program: string, words: string[], port: number): Promise<void> {
  const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'] })
  // Both end at once and in order: a killed nginx would leave its worker behind.
  onTestFinished(async () => {
    if (!hasLeft(child) && child.kill('SIGTERM')) await once(child, 'exit')
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text))
  while (!(await isListening(port))) {
    if (hasLeft(child)) throw new Error(`${program} did not start:\n${said}`)
    await wait(20)
  }
}

function hasLeft({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    const settle = (isIt: boolean) => {
      socket.destroy()
      resolve(isIt)
    }
    socket.once('connect', () => settle(true)).once('error', () => settle(false))
  })
}
