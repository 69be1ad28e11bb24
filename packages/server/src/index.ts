export type { Listener, TcpAddress } from './listen/tcp.ts'
export { createServer, Server, type ServerOptions } from './server.ts'
export type { Receiver, Transport } from './transport.ts'
export { UsageError } from './usage-error.ts'
