import { ascii, type Bytes } from '@resident/bytes'
import type { Server } from './server.ts'

export function infoOf(_server: Server, _sections: readonly Bytes[]): Bytes {
  return ascii('# Server\r\nredis_version:7.0.15\r\nloading:0\r\n')
}
