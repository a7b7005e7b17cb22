/**
 * That a token is brought by whom it was given to: by a proof of its key with every request and a nonce of
 * ours in it (RFC 9449 §7), or through a connection made with its certificate (RFC 8705 §3). Where tokens
 * are bound, one that is not is refused too: else whoever steals one would only have to leave that out.
 */
import { createHash } from 'node:crypto'
import { TLSSocket } from 'node:tls'
import type { Context } from 'koa'
import { createProofJudge, ProofFault } from '../dpop-proof.ts'
import { type Access, invalidToken } from './access.ts'
import { Refusal } from './refusal.ts'

export type Binding = 'none' | 'dpop' | 'certificate'

export interface Bindings {
  /** How a token is introduced in the Authorization header, lower case. */
  scheme: 'bearer' | 'dpop'
  /** @throws Refusal */
  assertBound(ctx: Context, token: string, access: Access): Promise<void>
}

/** @param origin ours, as callers know it */
export function createBindings(binding: Binding, origin: string): Bindings {
  const proofs = createProofJudge()
  if (binding === 'dpop') return { scheme: 'dpop', assertBound: byProof }
  return {
    scheme: 'bearer',
    assertBound: async (ctx, _token, access) => {
      const certificate = thumbprintIn(ctx)
      const expected = access.confirmation['x5t#S256']
      if (binding === 'none' && expected === undefined) return
      if (certificate === undefined || certificate !== expected) {
        throw invalidToken('The access token is bound to another certificate.')
      }
    },
  }

  async function byProof(ctx: Context, token: string, access: Access): Promise<void> {
    const check = { method: ctx.method, url: origin + ctx.path, token }
    // On every answer, so that nobody has to be refused in order to learn the next one (§8.2).
    ctx.set('dpop-nonce', proofs.nonce())
    const thumbprint = await proofs.judge(ctx.get('dpop'), check).catch(refuse)
    if (thumbprint !== access.confirmation.jkt) {
      throw invalidToken('The access token is bound to another key.')
    }
  }
}

/** RFC 9449 §9 for the nonce that is missing, §7.1 for everything else. */
function refuse(error: unknown): never {
  if (!(error instanceof ProofFault)) throw error
  const why = `The proof does not hold: ${error.message}.`
  const code = error.isNonceMissing ? 'use_dpop_nonce' : 'invalid_dpop_proof'
  throw new Refusal(401, why, { error: code, error_description: why })
}

function thumbprintIn({ socket }: Context): string | undefined {
  const raw = socket instanceof TLSSocket ? socket.getPeerX509Certificate()?.raw : undefined
  return raw && createHash('sha256').update(raw).digest('base64url')
}
