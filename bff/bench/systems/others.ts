/**
 * What ours is compared with, and what all of them ask: the API, a proxy of Node alone, and nginx when there is
 * one. Neither of the two proxies knows anybody: both add the same token to whatever comes.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { freePort } from '../../dev/loopback-server.ts'
import { type Child, startChild } from '../child.ts'
import type { Surroundings, System } from './system.ts'

export async function startUpstream(): Promise<Child & { port: number }> {
  const port = await freePort(0)
  const child = await startChild(process.execPath, [server('upstream'), String(port)], { port })
  return { ...child, port }
}

export async function startBareProxy({ upstreamPort }: Surroundings): Promise<System> {
  const port = await freePort(0)
  const words = [server('bare-proxy'), String(port), `http://127.0.0.1:${upstreamPort}`]
  const child = await startChild(process.execPath, words, { port, place: 'measured' })
  return { ...child, name: 'bare Node', port }
}

export function isInstalled(program: string, word = '-v'): boolean {
  return spawnSync(program, [word]).status === 0
}

export async function startNginx(around: Surroundings): Promise<System> {
  const port = await freePort(0)
  const folder = `${around.folder}/nginx`
  mkdirSync(folder, { recursive: true })
  writeFileSync(`${folder}/nginx.conf`, nginxConfig(folder, port, around.upstreamPort))
  const words = ['-c', `${folder}/nginx.conf`, '-e', `${folder}/error.log`]
  const child = await startChild('nginx', words, { port, place: 'measured' })
  return { ...child, name: 'nginx', port }
}

function server(name: string): string {
  return fileURLToPath(new URL(`../servers/${name}.ts`, import.meta.url))
}

/** As its users tune it: connections kept on both sides, no temporary files, no log. */
function nginxConfig(folder: string, port: number, upstreamPort: number): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  return `daemon off; master_process on; worker_processes 1; pid ${folder}/pid;
events { worker_connections 4096; multi_accept on; }
http {
  access_log off; tcp_nodelay on; server_tokens off;
  keepalive_requests 1000000000; keepalive_timeout 600s;
  ${temporary.map((name) => `${name}_temp_path ${folder}/${name};`).join(' ')}
  large_client_header_buffers 8 32k; client_max_body_size 0; client_body_buffer_size 64k;
  upstream api { server 127.0.0.1:${upstreamPort}; keepalive 512; keepalive_requests 1000000000; }
  server {
    listen 127.0.0.1:${port} backlog=4096;
    proxy_http_version 1.1; proxy_set_header Connection ""; proxy_set_header Cookie "";
    proxy_set_header Authorization "Bearer ${'x'.repeat(1440)}";
    proxy_max_temp_file_size 0; proxy_buffers 16 16k; proxy_buffer_size 16k;
    proxy_read_timeout 3600s; proxy_request_buffering off;
    location /api/ { proxy_pass http://api/; }
    location = /api/notes/events { proxy_pass http://api/notes/events; proxy_buffering off; }
  }
}
`
}
