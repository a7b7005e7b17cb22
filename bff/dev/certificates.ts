/**
 * Certificates made at start, so that no private key lies in the repository: one authority, which a world
 * trusts, and what it signs – for servers on 127.0.0.1 and for a client that presents itself by one (RFC
 * 8705). Node makes keys but not certificates, hence the little DER by hand; the shape is RFC 5280 §4.1.
 */
import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import {
  bitString,
  integer,
  octetString,
  oid,
  sequence,
  set,
  tagged,
  utcTime,
  utf8,
  yes,
} from './certificates/der.ts'

/** Both PEM. */
export interface Certificate {
  cert: string
  key: string
}

export interface CertificateOptions {
  /** Its subject's common name, and the issuer's when it signs itself. */
  name?: string
  /** The IPv4 address it is for; none for a client's. */
  address?: readonly number[]
  /** UTCTime, RFC 5280 §4.1.2.5.1. */
  notAfter?: string
}

export interface Authority {
  /** What to trust in order to trust all that it issues. */
  cert: string
  issue(options: CertificateOptions): Certificate
}

export const loopbackAddress = [127, 0, 0, 1]

export function createAuthority(): Authority {
  // Each with a name of its own: whoever trusts two looks for the right one by its name.
  const name = `Claimcheck authority ${randomBytes(4).toString('hex')}`
  const keys = newKeys()
  return {
    cert: pem(
      write({ name, issuer: name, signer: keys.privateKey, mayIssue: true }, keys.publicKey),
    ),
    issue(options) {
      const { privateKey, publicKey } = newKeys()
      const shape = { name: 'claimcheck', ...options, issuer: name, signer: keys.privateKey }
      return { cert: pem(write(shape, publicKey)), key: pemKey(privateKey) }
    },
  }
}

/** One that nobody has reason to trust, or that is known by itself (RFC 8705 §2.2). */
export function selfSigned(options: CertificateOptions = {}): Certificate {
  const { privateKey, publicKey } = newKeys()
  const { name = 'claimcheck' } = options
  const shape = { ...options, name, issuer: name, signer: privateKey }
  return { cert: pem(write(shape, publicKey)), key: pemKey(privateKey) }
}

interface Shape extends CertificateOptions {
  name: string
  issuer: string
  signer: KeyObject
  mayIssue?: true
}

function write(shape: Shape, publicKey: KeyObject): Buffer {
  const toBeSigned = sequence(
    tagged(0xa0, integer(2)), // version 3, since only that one has extensions
    integer(1, ...randomBytes(8)), // two of one issuer must differ in it
    ecdsaWithSha256(),
    nameOf(shape.issuer),
    sequence(utcTime('200101000000Z'), utcTime(shape.notAfter ?? '491231235959Z')),
    nameOf(shape.name),
    publicKey.export({ format: 'der', type: 'spki' }),
    tagged(0xa3, sequence(...extensionsOf(shape))),
  )
  const signature = sign('sha256', toBeSigned, shape.signer)
  return sequence(toBeSigned, ecdsaWithSha256(), bitString(signature))
}

/** RFC 5280 §4.2.1.9 and §4.2.1.6: whether it may issue others, and what it is for. */
function extensionsOf({ mayIssue, address }: Shape): Buffer[] {
  const constraints = mayIssue ? sequence(yes()) : sequence()
  const names = address && sequence(tagged(0x87, Buffer.from(address)))
  return [
    sequence(oid('551d13'), yes(), octetString(constraints)),
    ...(names ? [sequence(oid('551d11'), octetString(names))] : []),
  ]
}

function nameOf(commonName: string): Buffer {
  return sequence(set(sequence(oid('550403'), utf8(commonName))))
}

function ecdsaWithSha256(): Buffer {
  return sequence(oid('2a8648ce3d040302'))
}

function newKeys() {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' })
}

function pem(der: Buffer): string {
  return `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----\n`
}

function pemKey(key: KeyObject): string {
  return key.export({ format: 'pem', type: 'pkcs8' })
}
