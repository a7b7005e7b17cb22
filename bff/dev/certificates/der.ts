/**
 * The little of DER (X.690) that a certificate is written in. Only what goes out: nothing here reads.
 */

export function sequence(...parts: Buffer[]): Buffer {
  return tagged(0x30, Buffer.concat(parts))
}

export function set(...parts: Buffer[]): Buffer {
  return tagged(0x31, Buffer.concat(parts))
}

/** @param hex its content, e.g. `550403` for 2.5.4.3, the common name */
export function oid(hex: string): Buffer {
  return tagged(0x06, Buffer.from(hex, 'hex'))
}

/** @param octets big-endian, and never negative */
export function integer(...octets: number[]): Buffer {
  return tagged(0x02, Buffer.from(octets))
}

export function utcTime(text: string): Buffer {
  return tagged(0x17, Buffer.from(text))
}

export function utf8(text: string): Buffer {
  return tagged(0x0c, Buffer.from(text))
}

export function yes(): Buffer {
  return tagged(0x01, Buffer.from([0xff]))
}

export function bitString(octets: Buffer): Buffer {
  return tagged(0x03, Buffer.concat([Buffer.from([0]), octets]))
}

export function octetString(octets: Buffer): Buffer {
  return tagged(0x04, octets)
}

export function tagged(tag: number, content: Buffer): Buffer {
  const { length } = content
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), content])
  if (length < 0x100) return Buffer.concat([Buffer.from([tag, 0x81, length]), content])
  return Buffer.concat([Buffer.from([tag, 0x82, length >> 8, length & 0xff]), content])
}
