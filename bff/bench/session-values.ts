/**
 * The cookie values of the bench's sessions: by number, so that whoever mints a million of them and whoever
 * sends them need not tell each other which. They look like ours, 32 octets in base64url, and are no secret.
 */
import { hash } from 'node:crypto'

export function sessionValue(number: number): string {
  return hash('sha256', `bench ${number}`, 'base64url')
}
