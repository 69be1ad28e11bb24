import type { Duplex } from 'node:stream'
import { setImmediate as turn } from 'node:timers/promises'
import type { Contestant } from '../contestant.ts'
import { textOf } from '../reply.ts'
import { encode, Wire } from '../wire.ts'
import { CLIENTS, PAUSE, PAUSE_MS, type Step } from './steps.ts'

/** One of the clients at a server. */
interface Seat {
  readonly stream: Duplex
  readonly id: string
  said: string
  closed: boolean
}

/** What all clients were told after one of them spoke, in the order of clients. */
export type Told = readonly string[]

/** Several clients at one server, of which one at a time says something. */
export class Table {
  readonly #server: Contestant
  readonly #control: Wire
  #seats: Seat[] = []

  private constructor(server: Contestant, control: Wire) {
    this.#server = server
    this.#control = control
  }

  static async at(server: Contestant): Promise<Table> {
    return new Table(server, new Wire(await server.connect()))
  }

  /** An empty server with default settings, and new clients. */
  async lay(): Promise<void> {
    for (const { stream } of this.#seats) stream.destroy()
    await this.#settle()
    await this.#control.call('CLIENT', 'UNPAUSE')
    await this.#control.call('FLUSHALL')
    await this.#control.call('CONFIG', 'SET', 'notify-keyspace-events', '')
    await this.#control.call('ACL', 'DELUSER', 'u')
    await this.#control.call('FUNCTION', 'FLUSH')
    // When it comes by is a server's own affair.
    await this.#control.call('DEBUG', 'SET-ACTIVE-EXPIRE', '0')
    this.#seats = []
    while (this.#seats.length < CLIENTS) this.#seats.push(await this.#seat())
  }

  /** Lets a client speak; what everybody was told until all is quiet again. */
  async play({ client, argv }: Step): Promise<Told> {
    const speaker = this.#seats[client]!
    if (argv[0] === PAUSE) await this.#server.advanceTime(PAUSE_MS)
    else if (!speaker.closed) {
      const request = argv.map((each) => each.replace(/^\{(\d)\}$/, (_, n) => this.#seats[n]!.id))
      speaker.stream.write(Buffer.from(encode(request), 'latin1'))
    }
    await this.#settle()
    return this.#seats.map((seat) => {
      const said = seat.closed ? `${seat.said}(closed)` : seat.said
      seat.said = ''
      return withoutTimes(this.#withoutIds(said))
    })
  }

  close(): void {
    this.#control.close()
    for (const { stream } of this.#seats) stream.destroy()
  }

  /** Ids are each server's own. */
  #withoutIds(said: string): string {
    return this.#seats.reduce(
      (text, { id }, n) =>
        text.replaceAll(`:${id}\r\n`, `:{${n}}\r\n`).replaceAll(`id=${id} `, `id={${n}} `),
      said,
    )
  }

  async #seat(): Promise<Seat> {
    const stream = await this.#server.connect()
    const wire = new Wire(stream)
    const id = textOf(await wire.call('CLIENT', 'ID'))
    const seat: Seat = { stream, id, said: '', closed: false }
    stream.on('data', (chunk: Buffer) => {
      seat.said += chunk.toString('latin1')
    })
    const close = (): void => {
      seat.closed = true
    }
    stream.on('end', close)
    stream.on('close', close)
    return seat
  }

  /** What was written before a PING that is answered was read before it; and what was said then has been sent. */
  async #settle(): Promise<void> {
    for (let i = 0; i < 2; i++) {
      await this.#control.call('PING')
      await turn()
      await turn()
    }
  }
}

const OWN =
  /(?<= )(?:addr|laddr|fd|age|idle|qbuf|qbuf-free|argv-mem|multi-mem|rbs|rbp|obl|oll|omem|tot-mem|events)=\S* /g

/** Without what differs between any two servers in the lines of MONITOR and CLIENT LIST; nor PINGs of `settle`. */
function withoutTimes(said: string): string {
  return said
    .replace(/\+\d+\.\d{6} \[(\d+) (lua)?[^\]]*\]/g, '+[$1 $2]')
    .replaceAll('+[0 ] "PING"\r\n', '')
    .replace(/[$=]\d+\r\n(?:txt:)?((?:id=.*\n)+)/g, (_, lines: string) =>
      // Only the real server is asked over a unix socket; its cron puts clients at the other end of the list.
      lines
        .replace(OWN, '')
        .replace(/(flags=\S*)U/g, '$1')
        .replaceAll('flags= ', 'flags=N ')
        .split('\n')
        .sort()
        .join('\n'),
    )
}
