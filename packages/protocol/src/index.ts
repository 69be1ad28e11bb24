export {
  DEFAULT_LIMITS,
  DEFAULT_MAX_BULK_LENGTH,
  LONGEST_BULK,
  type ParserLimits,
} from './limits.ts'
export { Output } from './output.ts'
export { ProtocolError } from './protocol-error.ts'
export type { Aggregate, Mark, ReplyWriter } from './reply-writer.ts'
export { encodeRequest } from './request-encoder.ts'
export { RequestParser, type RequestSink } from './request-parser.ts'
export { RespWriter } from './resp-writer.ts'
