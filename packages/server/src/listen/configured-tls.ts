import { X509Certificate } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { toUtf8 } from '@resident/bytes'
import type { Config } from '../config.ts'
import { UsageError } from '../usage-error.ts'
import type { TlsProtocol, TlsSettings } from './listener.ts'

/** The parameters whose change makes TLS listeners renew their settings, and fails if these are unusable. */
export const TLS_PARAMETERS: readonly string[] = [
  'tls-ca-cert-dir',
  'tls-ca-cert-file',
  'tls-cert-file',
  'tls-ciphers',
  'tls-ciphersuites',
  'tls-dh-params-file',
  'tls-key-file',
  'tls-key-file-pass',
  'tls-prefer-server-ciphers',
  'tls-protocols',
  'tls-session-cache-timeout',
  'tls-session-caching',
]

const CLIENTS = { yes: 'required', optional: 'optional', no: 'none' } as const

const PROTOCOLS: ReadonlyMap<string, TlsProtocol> = new Map(
  (['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const).map((name) => [name.toLowerCase(), name]),
)

/** The TLS settings that the tls-… parameters describe. Throws a UsageError in Redis's words, or the file system's error. */
export function configuredTls(config: Config): TlsSettings {
  const text = (name: string): string | undefined => toUtf8(config.value(name)) || undefined
  const clients = CLIENTS[config.value('tls-auth-clients') as keyof typeof CLIENTS]
  const certFile = text('tls-cert-file')
  const keyFile = text('tls-key-file')
  const caFile = text('tls-ca-cert-file')
  const caFolder = text('tls-ca-cert-dir')
  const dhFile = text('tls-dh-params-file')
  const protocols = text('tls-protocols')
  if (certFile === undefined) throw wrong('No tls-cert-file configured!')
  if (keyFile === undefined) throw wrong('No tls-key-file configured!')
  const knowsNobody = caFile === undefined && caFolder === undefined
  if (knowsNobody && clients !== 'none') {
    throw wrong(
      'Either tls-ca-cert-file or tls-ca-cert-dir must be specified when tls-cluster, tls-replication or tls-auth-clients are enabled!',
    )
  }
  return {
    cert: readFileSync(certFile),
    key: readFileSync(keyFile),
    clients,
    ...defined({
      ca: knowsNobody ? undefined : [...authority(caFile), ...authoritiesIn(caFolder)],
      passphrase: text('tls-key-file-pass'),
      protocols: protocols === undefined ? undefined : protocolsOf(protocols),
      ciphers: text('tls-ciphers'),
      ciphersuites: text('tls-ciphersuites'),
      dhparam: dhFile === undefined ? undefined : dhParameters(dhFile),
    }),
    preferServerCiphers: config.value('tls-prefer-server-ciphers') === 'yes',
    sessionCaching: config.value('tls-session-caching') === 'yes',
    sessionTimeout: config.number('tls-session-cache-timeout'),
  }
}

function authority(path: string | undefined): readonly Buffer[] {
  if (path === undefined) return []
  const content = readFileSync(path)
  // Node would ignore a file without a certificate; this throws.
  new X509Certificate(content)
  return [content]
}

/** A missing folder is no error, since OpenSSL would read it only when a client connects. */
function authoritiesIn(folder: string | undefined): readonly Buffer[] {
  if (folder === undefined || !existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map(({ name }) => readFileSync(join(folder, name)))
}

function dhParameters(path: string): Buffer {
  const content = readFileSync(path)
  // Node would ignore a file without them.
  if (!content.includes('DH PARAMETERS-----')) throw wrong(`${path} has no DH parameters`)
  return content
}

function protocolsOf(text: string): readonly TlsProtocol[] {
  return text.split(' ').map((word) => {
    const protocol = PROTOCOLS.get(word.toLowerCase())
    if (protocol === undefined) {
      throw wrong(
        "Invalid tls-protocols specified. Use a combination of 'TLSv1', 'TLSv1.1', 'TLSv1.2' and 'TLSv1.3'.",
      )
    }
    return protocol
  })
}

/** The same object without undefined properties. */
function defined<T extends object>(facts: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }
}

function wrong(message: string): UsageError {
  return new UsageError('ERR_TLS_CONFIG', message)
}
