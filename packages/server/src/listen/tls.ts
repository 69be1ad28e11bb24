import { constants } from 'node:crypto'
import type { Socket } from 'node:net'
import {
  createServer,
  DEFAULT_CIPHERS,
  type SecureContextOptions,
  TLSSocket,
  type Server as TlsServer,
} from 'node:tls'
import { messageOf } from '../message-of.ts'
import type { Server } from '../server.ts'
import { UsageError } from '../usage-error.ts'
import { configuredTls } from './configured-tls.ts'
import {
  type Listener,
  openListener,
  type TcpAddress,
  type TlsProtocol,
  type TlsSettings,
} from './listener.ts'

/** The OpenSSL option that disables each version. */
const REFUSED: Readonly<Record<TlsProtocol, number>> = {
  TLSv1: constants.SSL_OP_NO_TLSv1,
  'TLSv1.1': constants.SSL_OP_NO_TLSv1_1,
  'TLSv1.2': constants.SSL_OP_NO_TLSv1_2,
  'TLSv1.3': constants.SSL_OP_NO_TLSv1_3,
}
const DEFAULT_PROTOCOLS: readonly TlsProtocol[] = ['TLSv1.2', 'TLSv1.3']

/** Listens for TLS clients; resolves when it does. Throws a UsageError with code ERR_TLS_CONFIG for unusable settings. */
export function listenTls(server: Server, address: TcpAddress): Promise<Listener> {
  const { tls = 'configured' } = address
  let settings: TlsSettings
  let net: TlsServer
  try {
    settings = tls === 'configured' ? configuredTls(server.config) : tls
    if (!settings.cert || !settings.key) throw new Error('a certificate and its key are needed')
    // Certificates are always requested, so that CONFIG SET tls-auth-clients applies from the next client on.
    net = createServer({
      ...contextOf(settings),
      requestCert: true,
      rejectUnauthorized: false,
      allowHalfOpen: true,
    })
  } catch (error) {
    if (error instanceof UsageError) throw error
    throw new UsageError('ERR_TLS_CONFIG', `TLS cannot be set up: ${messageOf(error)}`)
  }
  const renew = (): boolean => {
    try {
      settings = configuredTls(server.config)
      net.setSecureContext(contextOf(settings))
      return true
    } catch {
      return false
    }
  }
  return openListener(server, {
    net,
    kind: 'tls',
    address,
    event: 'secureConnection',
    admits: (socket) => showsEnough(socket, settings),
    renew: tls === 'configured' ? renew : undefined,
  })
}

/** Whether the client's certificate, or the lack of one, is acceptable. */
function showsEnough(socket: Socket, { ca, clients }: TlsSettings): boolean {
  const wanted = clients ?? (ca === undefined ? 'none' : 'required')
  if (wanted === 'none' || !(socket instanceof TLSSocket) || socket.authorized) return true
  return wanted === 'optional' && Object.keys(socket.getPeerCertificate()).length === 0
}

function contextOf(settings: TlsSettings): SecureContextOptions {
  const { protocols = DEFAULT_PROTOCOLS, sessionCaching = true } = settings
  let secureOptions = sessionCaching ? 0 : constants.SSL_OP_NO_TICKET
  for (const [name, option] of Object.entries(REFUSED)) {
    if (!protocols.includes(name as TlsProtocol)) secureOptions |= option
  }
  return {
    cert: settings.cert,
    key: settings.key,
    passphrase: settings.passphrase,
    ca: settings.ca === undefined ? [] : [settings.ca].flat(),
    ciphers: ciphersOf(settings),
    honorCipherOrder: settings.preferServerCiphers === true,
    sessionTimeout: settings.sessionTimeout,
    dhparam: settings.dhparam,
    minVersion: 'TLSv1',
    maxVersion: 'TLSv1.3',
    secureOptions,
  }
}

/** OpenSSL has two lists, Node a single one for both: names that begin with TLS_ are those of TLS 1.3. */
function ciphersOf({ ciphers, ciphersuites }: TlsSettings): string {
  const isSuite = (name: string): boolean => name.startsWith('TLS_')
  const defaults = DEFAULT_CIPHERS.split(':')
  const suites = ciphersuites?.split(':') ?? defaults.filter(isSuite)
  if (!suites.every(isSuite)) throw new Error(`not TLS 1.3 cipher suites: ${ciphersuites}`)
  return [...suites, ciphers ?? defaults.filter((name) => !isSuite(name))].flat().join(':')
}
