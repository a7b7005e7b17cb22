/**
 * The name under which something secret is stored: its SHA-256. Whoever reads the store gets no cookie and
 * no state out of it. No salt and no slow hash, since what goes in here has 256 random bits to begin with.
 */
import { hash } from 'node:crypto'

export function digest(secret: string): string {
  return hash('sha256', secret, 'base64url')
}
