export type { Aggregate, Mark, ReplyWriter } from './reply-writer.ts'
