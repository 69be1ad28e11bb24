import { strict as assert } from 'node:assert'
import type { Bytes } from '@resident/bytes'
import { test } from 'vitest'
import { DEFAULT_LIMITS, Output, ProtocolError, RequestParser, RespWriter } from './index.ts'
import recorded from './request-parser.recorded.json' with { type: 'json' }

/** The commands that the recording uses, on the parser under test. */
class Listener {
  authenticated: boolean
  maxBulkLength: number
  closed = false
  readonly #output: Output = new Output()
  readonly #writer: RespWriter = new RespWriter(this.#output)
  readonly #parser: RequestParser = new RequestParser(this, this)

  constructor(config: { requirepass?: string; 'proto-max-bulk-len'?: string }) {
    this.authenticated = config.requirepass === undefined
    this.maxBulkLength = Number(config['proto-max-bulk-len'] ?? DEFAULT_LIMITS.maxBulkLength)
  }

  say(bytes: Buffer): string {
    try {
      this.#parser.push(bytes)
    } catch (thrown) {
      if (!(thrown instanceof ProtocolError)) throw thrown
      this.#writer.error('ERR', thrown.message)
      this.closed = true
    }
    return this.#output.take().join('')
  }

  keeps(): boolean {
    return false
  }

  request([name, argument]: Bytes[]): boolean {
    if (name === 'ECHO') this.#writer.bulk(argument!)
    else if (name === 'AUTH') {
      this.authenticated = true
      this.#writer.status('OK')
    } else this.#writer.status('PONG')
    return true
  }
}

for (const { name, config, pieces, replies, closed } of recorded) {
  test(`as redis-server: ${name}`, () => {
    const listener = new Listener(config)
    const got = pieces.map((piece) => {
      const text = typeof piece === 'string' ? piece : piece.text.repeat(piece.times)
      const reply = listener.say(Buffer.from(text, 'latin1'))
      return reply.replace(/a{1000,}/g, (run) => `<${run.length}>`)
    })
    assert.deepEqual(got, replies)
    assert.equal(listener.closed, closed)
  })
}
