export type { Listener, TcpAddress } from './listen/tcp.ts'
export { createServer, Server, type ServerOptions, UsageError } from './server.ts'
export type { Receiver, Transport } from './transport.ts'
