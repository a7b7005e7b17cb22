/** What the vault holds for a browser, for tests that want to know what must not be seen anywhere else. */
import { randomBytes } from 'node:crypto'
import type { TokenSet } from '../src/oauth/token-set.ts'
import { createTokenVault } from '../src/oauth/token-vault.ts'
import { digest } from '../src/storage/digest.ts'
import { createKeyring } from '../src/storage/keyring.ts'
import { createSealed } from '../src/storage/sealed.ts'
import type { OpenBff } from './open-bff.ts'
import type { Browser } from './browser.ts'

/** @param sessionKey the one in the BFF's SESSION_KEYS */
export async function keptTokensOf(
  { storage }: Pick<OpenBff, 'storage'>,
  browser: Browser,
  sessionKey: string,
): Promise<TokenSet> {
  const keyring = createKeyring([Buffer.from(sessionKey, 'base64url')])
  const cookies = browser.jar.all('localhost')
  const cookie = cookies.find(({ name }) => name === 'claimcheck-dev')
  const vault = createTokenVault(createSealed(storage, keyring, randomBytes))
  const held = await vault.read(digest(cookie?.value ?? ''))
  if (held === undefined) throw new Error('Nothing is kept for this browser: is it signed in?')
  return held.tokens
}
