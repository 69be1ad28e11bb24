export {
  type DecodedFunctions,
  decodeFunctions,
  encodeFunctions,
  type FunctionsRefusal,
} from './functions-payload.ts'
export { listNodes } from './list.ts'
export {
  type DecodedPayload,
  decodePayload,
  encodePayload,
  type PayloadRefusal,
} from './payload.ts'
export {
  type RdbFileHandler,
  RdbFileReader,
  type RdbFileReaderOptions,
  type RdbFileRefusal,
} from './rdb-file-reader.ts'
export {
  type RdbFileInfo,
  type RdbFileOptions,
  RdbFileWriter,
  type RdbKeyFacts,
} from './rdb-file-writer.ts'
export type {
  StreamConsumerRecord,
  StreamGroupRecord,
  StreamPendingRecord,
  StreamRecord,
} from './stream-record.ts'
export type { PlainString } from './string.ts'
export type { RdbValue } from './value.ts'
export { RDB_VERSION } from './version.ts'
