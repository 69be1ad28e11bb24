export type { Cleanup } from './cleanup.ts'
export { checksBy } from './config/config-checks.ts'
export {
  type ConfigFile,
  ConfigFileError,
  type ConfigSources,
  readConfigFile,
} from './config/config-file.ts'
export { imageOf, refuseWhileBusy, restoreImage, type ServerImage } from './image.ts'
export type {
  ListenAddress,
  Listener,
  TcpAddress,
  TlsProtocol,
  TlsSettings,
  UnixAddress,
} from './listen/listener.ts'
export type { Log, LogLevel } from './log.ts'
export type { DataFiles, Draft, Reading } from './persistence/data-files.ts'
export { disk } from './persistence/disk.ts'
export { createServer, Server } from './server.ts'
export type { ServerOptions } from './server-options.ts'
export { nextTurn, throwLater } from './timers.ts'
export type { Receiver, Transport } from './transport.ts'
export { UsageError } from './usage-error.ts'
