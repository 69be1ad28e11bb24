import { strict as assert } from 'node:assert'
import { Output, RespWriter } from '@resident/protocol'
import { test } from 'vitest'
import { writeSample } from './debug-protocol.ts'

function sample(type: string, resp: 2 | 3): string {
  const output = new Output()
  const writer = new RespWriter(output)
  writer.resp = resp
  writeSample(type, writer, { pushed: () => writer })
  return output.take().join('')
}

// As redis-server 7.0.15 says it. Transcripts cannot show attributes.
test('DEBUG PROTOCOL attrib says an attribute before its reply, in RESP3', () => {
  const reply = '$39\r\nSome real reply following the attribute\r\n'
  const attribute = '|1\r\n$14\r\nkey-popularity\r\n*2\r\n$7\r\nkey:123\r\n:90\r\n'
  assert.equal(sample('ATTRIB', 2), reply)
  assert.equal(sample('ATTRIB', 3), attribute + reply)
})
