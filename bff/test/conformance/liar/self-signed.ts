/** A certificate that nobody has reason to trust, for a server on 127.0.0.1 unless told otherwise. */
import {
  type Certificate,
  type CertificateOptions,
  loopbackAddress,
  selfSigned,
} from '../../../dev/certificates.ts'

export type { CertificateOptions }

export function selfSignedCertificate(options: CertificateOptions = {}): Certificate {
  return selfSigned({ name: 'liar', address: loopbackAddress, ...options })
}
