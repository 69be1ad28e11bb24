import { type CertificateExtension, generate } from 'selfsigned'

/** A certificate and its key, as PEM. */
export interface Identity {
  readonly cert: string
  readonly key: string
}

const LOCAL_NAMES: CertificateExtension = {
  name: 'subjectAltName',
  altNames: [
    { type: 2, value: 'localhost' },
    { type: 7, ip: '127.0.0.1' },
  ],
}

/** Somebody who signs certificates. */
export function makeAuthority(name: string): Promise<Identity> {
  return make(name, undefined, [
    { name: 'basicConstraints', cA: true, critical: true },
    { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
  ])
}

/** A certificate for localhost, be it a server's or a client's. */
export function signedBy(authority: Identity, name: string): Promise<Identity> {
  return make(name, authority, [LOCAL_NAMES])
}

async function make(
  name: string,
  ca: Identity | undefined,
  extensions: CertificateExtension[],
): Promise<Identity> {
  const made = await generate([{ name: 'commonName', value: name }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions,
    ...(ca === undefined ? {} : { ca }),
  })
  return { cert: made.cert, key: made.private }
}
