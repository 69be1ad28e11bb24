import type { ClusterSettings } from '../src/connect/settings.ts'
import { type Certificate, localCertificate } from './certificates.ts'
import { plain, type Settings } from './redis-process.ts'

/** Servers that speak TLS only, ask for a client's certificate, and know two users: `app` and `ops`. */
export interface Secured {
  /** Lines for a server on a port. */
  readonly lines: Settings
  /** What redis-cli needs, to be `ops`. */
  readonly access: readonly string[]
  /** By which caches are `app`, who may touch their keys only. */
  readonly settings: Pick<ClusterSettings, 'auth' | 'tls_config'>
  remove(): void
}

export async function secured(prefix: string): Promise<Secured> {
  const certificate = await localCertificate()
  process.env.RESIDENT_CACHE_TEST_PASSWORD = 's3cret\n'
  const { cert, key, files } = certificate
  return {
    lines: (port) => [
      ...plain(0),
      ...tlsLines(port, certificate),
      'user default off',
      `user app on >s3cret ~${prefix}* +@all -@dangerous +info`,
      'user ops on >0ps ~* &* +@all',
      'masteruser ops',
      'masterauth 0ps',
    ],
    access: [
      ...['--tls', '--cacert', files.cert, '--cert', files.cert, '--key', files.key],
      ...['--user', 'ops', '--pass', '0ps', '--no-auth-warning'],
    ],
    settings: {
      auth: {
        type: 'acl',
        username: 'app',
        password: { $env: 'RESIDENT_CACHE_TEST_PASSWORD' },
      },
      tls_config: { ca: { $file: files.cert }, client_cert: { cert, key } },
    },
    remove: () => certificate.remove(),
  }
}

function tlsLines(port: number, { files }: Certificate): string[] {
  return [
    `tls-port ${port}`,
    `tls-cert-file ${files.cert}`,
    `tls-key-file ${files.key}`,
    `tls-ca-cert-file ${files.cert}`,
    'tls-replication yes',
  ]
}
