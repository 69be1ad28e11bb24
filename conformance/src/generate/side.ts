import type { Contestant } from '../contestant.ts'
import { encode, Wire } from '../wire.ts'
import { OWN_ID, ready, TO_FOUND } from './one-node.ts'

export type Resp = 2 | 3

/** What a server says that has closed the connection instead of answering. */
const CLOSED = '+(closed)\r\n'
/** What it says that has not answered in time. */
const SILENT = '+(no answer)\r\n'
const PATIENCE_MS = 3000

const TO_EMPTY: readonly (readonly string[])[] = [
  ['DISCARD'],
  ['UNWATCH'],
  ['SELECT', '0'],
  ['CLIENT', 'SETNAME', ''],
  ['FUNCTION', 'FLUSH'],
  ['CONFIG', 'SET', 'slowlog-log-slower-than', '-1'],
  ['SLOWLOG', 'RESET'],
  ['CONFIG', 'RESETSTAT'],
  ['FLUSHALL'],
]

/** One server's half: a connection for each protocol, made anew when the server closes it. */
export class Side {
  readonly #server: Contestant
  readonly #isNode: boolean
  readonly #wires = new Map<Resp, Wire>()
  #nodeId = ''

  constructor(server: Contestant, isNode: boolean) {
    this.#server = server
    this.#isNode = isNode
  }

  /** Takes away what an earlier sequence may have left. */
  async empty(resp: Resp): Promise<void> {
    await this.ask(resp, this.#isNode ? [...TO_EMPTY, ...TO_FOUND] : TO_EMPTY)
    if (!this.#isNode) return
    this.#nodeId = await ready(await this.#wire(resp))
    // Neither is asked as often as the other whether it is ready.
    await this.ask(resp, [['CONFIG', 'RESETSTAT']])
  }

  /** Sends all in one piece; the raw replies. */
  async ask(resp: Resp, requests: readonly (readonly string[])[]): Promise<string[]> {
    const wire = await this.#wire(resp)
    const named = (each: string): string => (each === OWN_ID ? this.#nodeId : each)
    wire.write(requests.map((argv) => encode(argv.map(named))).join(''))
    const replies: string[] = []
    const patience = setTimeout(() => wire.close(), PATIENCE_MS)
    const deadline = Date.now() + PATIENCE_MS
    while (replies.length < requests.length) {
      const raw = await wire.nextRaw()
      if (raw === undefined) this.#wires.delete(resp)
      replies.push(raw ?? (Date.now() < deadline ? CLOSED : SILENT))
    }
    clearTimeout(patience)
    return replies
  }

  close(): void {
    for (const wire of this.#wires.values()) wire.close()
  }

  async #wire(resp: Resp): Promise<Wire> {
    const known = this.#wires.get(resp)
    if (known !== undefined) return known
    const wire = new Wire(await this.#server.connect())
    if (resp === 3) await wire.call('HELLO', '3')
    this.#wires.set(resp, wire)
    return wire
  }
}
