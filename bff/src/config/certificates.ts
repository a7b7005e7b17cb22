/** Judges PEM texts: certificates, the key of ours, and whether the two belong together. Never repeats them. */
import { type KeyObject, X509Certificate, createPrivateKey } from 'node:crypto'

export function certificateFault(pem: string): string | undefined {
  try {
    void new X509Certificate(pem)
    return undefined
  } catch {
    return 'must be a certificate in PEM (-----BEGIN CERTIFICATE-----)'
  }
}

export function privateKeyFault(pem: string): string | undefined {
  try {
    return keyLengthFault(createPrivateKey(pem))
  } catch {
    return 'must be a private key in PEM (-----BEGIN PRIVATE KEY-----), without a password'
  }
}

/** FAPI 2.0 §5.4.1: RSA from 2048 bits on. A curve that we have an algorithm for is long enough. */
export function keyLengthFault(key: KeyObject): string | undefined {
  const { modulusLength } = key.asymmetricKeyDetails ?? {}
  const isShort = modulusLength !== undefined && modulusLength < 2048
  return isShort ? 'must have RSA keys of at least 2048 bits' : undefined
}

/** Of two texts that are right by themselves. */
export function belongTogether(cert: string, key: string): boolean {
  return new X509Certificate(cert).checkPrivateKey(createPrivateKey(key))
}
