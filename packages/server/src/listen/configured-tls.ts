import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { toUtf8 } from '@resident/bytes'
import type { Config } from '../config.ts'
import { UsageError } from '../usage-error.ts'
import type { TlsProtocol, TlsSettings } from './listener.ts'

/** What a change of makes TLS listeners begin anew with. */
export const TLS_PARAMETERS: readonly string[] = [
  'tls-auth-clients',
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

const PROTOCOLS: ReadonlyMap<string, TlsProtocol> = new Map(
  (['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const).map((name) => [name.toLowerCase(), name]),
)

/** TLS as the tls-… parameters want it. Throws a UsageError in Redis's words, or what the file system says. */
export function configuredTls(config: Config): TlsSettings {
  const text = (name: string): string | undefined => toUtf8(config.value(name)) || undefined
  const read = (name: string): Buffer | undefined => {
    const path = text(name)
    return path === undefined ? undefined : readFileSync(path)
  }
  const cert = read('tls-cert-file')
  if (cert === undefined) throw wrong('No tls-cert-file configured!')
  const key = read('tls-key-file')
  if (key === undefined) throw wrong('No tls-key-file configured!')
  const ca = authorities(config)
  const clients = ({ yes: 'required', optional: 'optional', no: 'none' } as const)[
    config.value('tls-auth-clients') as string
  ]
  if (ca === undefined && clients !== 'none') {
    throw wrong(
      'Either tls-ca-cert-file or tls-ca-cert-dir must be specified when tls-cluster, tls-replication or tls-auth-clients are enabled!',
    )
  }
  const protocols = text('tls-protocols')
  return {
    cert,
    key,
    ...defined({
      ca,
      clients,
      passphrase: text('tls-key-file-pass'),
      protocols: protocols === undefined ? undefined : protocolsOf(protocols),
      ciphers: text('tls-ciphers'),
      ciphersuites: text('tls-ciphersuites'),
      dhparam: read('tls-dh-params-file'),
    }),
    preferServerCiphers: config.value('tls-prefer-server-ciphers') === 'yes',
    sessionCaching: config.value('tls-session-caching') === 'yes',
    sessionTimeout: config.number('tls-session-cache-timeout'),
  }
}

function authorities(config: Config): readonly Buffer[] | undefined {
  const file = toUtf8(config.value('tls-ca-cert-file'))
  const folder = toUtf8(config.value('tls-ca-cert-dir'))
  const found = file === '' ? [] : [readFileSync(file)]
  if (folder !== '') {
    for (const name of readdirSync(folder)) found.push(readFileSync(join(folder, name)))
  }
  return file === '' && folder === '' ? undefined : found
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

/** The same without what is undefined. */
function defined<T extends object>(facts: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }
}

function wrong(message: string): UsageError {
  return new UsageError('ERR_TLS_CONFIG', message)
}
