import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generate } from 'selfsigned'

/** A certificate that signs itself, for 127.0.0.1 as server and as client, and its key, as PEM, in memory and in files. */
export interface Certificate {
  readonly cert: string
  readonly key: string
  readonly files: { readonly cert: string; readonly key: string }
  remove(): void
}

export async function localCertificate(): Promise<Certificate> {
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] },
    ],
  })
  const directory = mkdtempSync(join(tmpdir(), 'resident-cache-tls-'))
  const files = { cert: join(directory, 'cert.pem'), key: join(directory, 'key.pem') }
  writeFileSync(files.cert, cert)
  writeFileSync(files.key, key)
  return { cert, key, files, remove: () => rmSync(directory, { recursive: true }) }
}
