/** Judges PEM texts: certificates, the key of ours, and whether the two belong together. Never repeats them. */
import { X509Certificate, createPrivateKey } from 'node:crypto'

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
    createPrivateKey(pem)
    return undefined
  } catch {
    return 'must be a private key in PEM (-----BEGIN PRIVATE KEY-----), without a password'
  }
}

/** Of two texts that are right by themselves. */
export function belongTogether(cert: string, key: string): boolean {
  return new X509Certificate(cert).checkPrivateKey(createPrivateKey(key))
}
