/**
 * WebSockets from Vite's port to the BFF's, octet by octet: the handshake as it came – Host and Origin
 * included, by which the BFF judges it – and then whatever the two say. What is Vite's own is left to it.
 */
import type { IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import type { Duplex } from 'node:stream'
import { ours } from './forward-to-bff.ts'

export type ForwardUpgrade = (inbound: IncomingMessage, browser: Duplex, head: Buffer) => void

export function forwardUpgradeTo(port: number): ForwardUpgrade {
  return (inbound, browser, head) => {
    if (!ours.test(inbound.url ?? '/')) return
    const bff = connect(port, '127.0.0.1')
    bff.write(headOf(inbound))
    bff.write(head)
    browser.pipe(bff).pipe(browser)
    // Whichever end goes takes the other with it: a page then connects again by itself.
    for (const [end, other] of [
      [browser, bff],
      [bff, browser],
    ] as const) {
      end.on('error', () => other.destroy())
      end.on('close', () => other.destroy())
    }
  }
}

function headOf({ method, url, rawHeaders }: IncomingMessage): string {
  const fields = rawHeaders.map((text, at) => (at % 2 === 0 ? `${text}: ` : `${text}\r\n`))
  return `${method} ${url} HTTP/1.1\r\n${fields.join('')}\r\n`
}
