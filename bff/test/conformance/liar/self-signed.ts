/**
 * A certificate that nobody has reason to trust: self-signed for 127.0.0.1, made anew for each test, so
 * that no private key lies in the repository. Node makes keys but not certificates, hence the little DER
 * (X.690) by hand; its shape is RFC 5280 §4.1.
 */
import { generateKeyPairSync, sign } from 'node:crypto'

export interface CertificateOptions {
  /** The IPv4 address it is for. */
  address?: readonly number[]
  /** UTCTime, RFC 5280 §4.1.2.5.1. */
  notAfter?: string
}

export function selfSignedCertificate({
  address = [127, 0, 0, 1],
  notAfter = '491231235959Z',
}: CertificateOptions = {}): { key: string; cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const name = sequence(set(sequence(oid('550403'), tagged(0x0c, Buffer.from('liar')))))
  const toBeSigned = sequence(
    tagged(0xa0, integer(2)), // version 3, since only that one has extensions
    integer(1),
    ecdsaWithSha256(),
    name,
    sequence(utcTime('200101000000Z'), utcTime(notAfter)),
    name,
    publicKey.export({ format: 'der', type: 'spki' }),
    tagged(0xa3, sequence(subjectAltName(address))),
  )
  const signature = sign('sha256', toBeSigned, privateKey)
  const certificate = sequence(toBeSigned, ecdsaWithSha256(), bitString(signature))
  return {
    key: privateKey.export({ format: 'pem', type: 'pkcs8' }),
    cert: `-----BEGIN CERTIFICATE-----\n${certificate.toString('base64')}\n-----END CERTIFICATE-----\n`,
  }
}

function ecdsaWithSha256(): Buffer {
  return sequence(oid('2a8648ce3d040302'))
}

/** RFC 5280 §4.2.1.6. */
function subjectAltName(address: readonly number[]): Buffer {
  const iPAddress = tagged(0x87, Buffer.from(address))
  return sequence(oid('551d11'), tagged(0x04, sequence(iPAddress)))
}

function sequence(...parts: Buffer[]): Buffer {
  return tagged(0x30, Buffer.concat(parts))
}

function set(...parts: Buffer[]): Buffer {
  return tagged(0x31, Buffer.concat(parts))
}

function oid(hex: string): Buffer {
  return tagged(0x06, Buffer.from(hex, 'hex'))
}

function integer(value: number): Buffer {
  return tagged(0x02, Buffer.from([value]))
}

function utcTime(text: string): Buffer {
  return tagged(0x17, Buffer.from(text))
}

function bitString(octets: Buffer): Buffer {
  return tagged(0x03, Buffer.concat([Buffer.from([0]), octets]))
}

function tagged(tag: number, content: Buffer): Buffer {
  const { length } = content
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), content])
  if (length < 0x100) return Buffer.concat([Buffer.from([tag, 0x81, length]), content])
  return Buffer.concat([Buffer.from([tag, 0x82, length >> 8, length & 0xff]), content])
}
