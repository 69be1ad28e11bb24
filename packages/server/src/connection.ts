import { ascii, type Bytes } from '@resident/bytes'
import {
  type AnswerPort,
  type Argv,
  argvMemory,
  Client,
  type ConnectionPort,
  clientMemory,
  countError,
  execute,
  Gate,
  Mode,
  type Row,
} from '@resident/commands'
import {
  ArgumentCache,
  type Mark,
  Output,
  type ParserLimits,
  ProtocolError,
  type ReplyWriter,
  RequestParser,
  type RequestSink,
  RespWriter,
} from '@resident/protocol'
import { limitOf } from './config/output-limits.ts'
import { lose } from './lose.ts'
import { OutputGuard } from './output-guard.ts'
import type { Server } from './server.ts'
import { nextTurn } from './timers.ts'
import type { Receiver, Transport } from './transport.ts'

/** A substring of at least this many characters is a view of the whole in V8. */
const SHORTEST_VIEW = 13

/** How long a client's requests run before others have a turn, in milliseconds. */
const SLICE = 5
/** The clock is read after this many short requests, plus 1: a mask of bits. */
const STRIDE = 15
/** How many bytes of replies one slice may produce: passing them to the socket takes time, too. */
const LONGEST_SAID = 1 << 20

/** One for all servers of the process, since each test may have a server of its own. */
const ARGUMENTS = new ArgumentCache()

/**
 * One client's bytes: requests in, commands run, replies out.
 *
 * Replies are gathered while a chunk of input is processed, and leave in one write.
 */
export class Connection implements RequestSink, Receiver, ConnectionPort, AnswerPort, ParserLimits {
  readonly kind: Transport['kind']
  readonly address: Bytes
  readonly localAddress: Bytes
  readonly fd: number
  readonly client: Client
  readonly answers: AnswerPort = this
  readonly #server: Server
  readonly #transport: Transport
  readonly #output = new Output(() => this.#grown())
  readonly #guard = new OutputGuard()
  readonly #parser: RequestParser
  readonly #writer = new RespWriter(this.#output)
  /** Collects what is not sent because of CLIENT REPLY; made when that first happens. */
  #unsent: Output | undefined
  #mutedWriter: RespWriter | undefined
  /** The row of the request that is being read. Its name stays known: a pipeline mostly repeats one command. */
  #name: Bytes | undefined
  #row: Row | undefined
  #closed = false
  /** Something was to be sent to it after its last reply. */
  #spokenTo = false
  /** It left too much output unread: it gets nothing more. */
  #overLimit = false
  /** Requests so far. */
  #requests = 0
  /** When others get their turn, by `elapsed()`. */
  #sliceEnd = 0
  /** Others have their turn before the rest of what was received is processed. */
  #rests = false
  /** How much the peer had not taken when that was last checked. */
  #untaken = 0
  roundTrip = 0
  /** Bytes, as `ClientEviction` counted them last. */
  counted = 0

  constructor(server: Server, transport: Transport) {
    this.#server = server
    this.#transport = transport
    this.kind = transport.kind
    this.address = transport.address
    this.localAddress = transport.localAddress
    this.fd = transport.fd
    this.#parser = new RequestParser(this, this, ARGUMENTS)
    this.client = new Client(server.clients.nextId(), server, this)
  }

  // As the transport's receiver.

  receive(chunk: Buffer, goesOn = false): void {
    if (this.#closed || this.client.closing) return
    const { stats } = this.#server
    stats.reads++
    stats.inputBytes += chunk.length
    // What arrives before everything earlier has been executed was sent without waiting for a reply.
    if (!goesOn && !this.client.blocked && !this.#parser.isMidway) this.roundTrip++
    try {
      this.#work(chunk)
      this.#server.resumed.run()
      this.finish()
    } catch (thrown) {
      lose(this, thrown, 'input')
    }
    if (this.#parser.buffered > this.#server.config.queryBufferLimit) this.kill()
  }

  /** Executes what the chunk completes; without one, what was received while the client was blocked. */
  #work(chunk: Buffer | undefined): void {
    const server = this.#server
    server.clock.refresh()
    const start = server.clock.elapsed()
    server.batch.begin(start)
    this.#sliceEnd = start + SLICE
    this.client.lastInteraction = server.clock.now()
    try {
      if (chunk === undefined) this.#resume()
      else this.#parser.push(chunk)
    } catch (thrown) {
      this.#breakOff(thrown)
    }
    server.batch.share(server.clock.elapsed())
  }

  /** The current commands have finished: sends their replies, and enforces the limits that must not wait (`settle`). */
  finish(): void {
    this.flush()
    const { gate, memory } = this.#server
    if ((gate & (Gate.MEMORY | Gate.PAUSED)) === Gate.MEMORY) memory.settle()
  }

  /** Executes the request that was kept waiting, and then what was received while the client was blocked. */
  #resume(): void {
    const { postponed } = this.client
    if (postponed !== undefined) {
      this.client.postponed = undefined
      this.#find(postponed[0]!)
      if (!this.request(postponed)) return
    }
    this.#parser.resume()
  }

  closed(): void {
    if (this.#closed) return
    this.#closed = true
    this.client.closing = true
    this.#server.forget(this)
  }

  // As the parser's sink.

  keeps(name: Bytes): boolean {
    const row = this.#find(name)
    return row !== undefined && (row.keeps || this.client.is(Mode.MULTI))
  }

  request(argv: Argv): boolean {
    const { client } = this
    const row = this.#row
    if (client.replyMode === 'on') execute(client, argv, row, this.#writer)
    else this.#executeMuted(argv, row)
    if (client.closing || client.blocked) return false
    if ((++this.#requests & STRIDE) !== 0 && row !== undefined && argv.length <= row.briefUpTo)
      return true
    return this.#server.clock.elapsed() < this.#sliceEnd || !this.#rest()
  }

  /** Lets others have a turn; returns whether that is possible. Redis reads 16 KiB at a time for that, however long they take. */
  #rest(): boolean {
    this.#rests = this.#transport.pause()
    if (this.#rests) nextTurn(() => this.#server.resumed.add(this))
    return this.#rests
  }

  /** For Redis, an empty request has been answered: it uses up what was meant for the next one. */
  nothing(): void {
    const { client } = this
    if (client.replyMode === 'skip') client.replyMode = 'on'
    if (client.tracking !== undefined && !client.is(Mode.MULTI)) client.tracking.caching = false
  }

  // As the parser's limits.

  get maxBulkLength(): number {
    return this.#server.config.maxBulkLength
  }

  get authenticated(): boolean {
    return !this.client.is(Mode.UNAUTHENTICATED)
  }

  // As the client's connection.

  get queryBuffer(): number {
    return this.#parser.buffered
  }

  get queryBufferFree(): number {
    return this.#parser.announced
  }

  get argumentBytes(): number {
    return this.#parser.argumentBytes
  }

  get outputBuffer(): number {
    return this.#output.size + this.#transport.pending
  }

  get outputChunks(): number {
    return this.#transport.pending > 0 ? 1 : 0
  }

  get reply(): ReplyWriter {
    const { closing, replyMode } = this.client
    return closing || replyMode === 'off' || replyMode === 'skipping' ? this.#muted() : this.#writer
  }

  pushed(): ReplyWriter {
    this.#server.outbox.add(this)
    if (!this.client.closing) return this.#writer
    // A closing client gets nothing after its last reply, and is closed at the latest when there is something to send to it.
    this.#spokenTo = true
    return this.#muted()
  }

  unblocked(): void {
    if (this.client.replyMode === 'skipping') this.client.replyMode = 'on'
    if ((this.#server.gate & Gate.TAPPED) !== 0) this.#server.taps.goesOn(this.client)
    this.client.unblocked = true
    this.#server.resumed.add(this)
  }

  /** Goes on with what was received while the client was blocked, or rested. */
  resume(): void {
    this.client.unblocked = false
    if (this.#closed || this.client.closing) return
    const rested = this.#rests
    this.#rests = false
    this.#work(undefined)
    if (rested && !this.#rests) this.#transport.resume()
  }

  useProtocol(resp: 2 | 3): void {
    this.client.resp = resp
    this.#writer.resp = resp
    if (this.#mutedWriter !== undefined) this.#mutedWriter.resp = resp
  }

  kill(): void {
    // At once: what comes next must not serve a client that has gone.
    this.closed()
    this.#transport.destroy()
  }

  /** Counts the request, and not what came behind it: Redis reads 16 KiB at a time, and we read all that is there. */
  weigh(argv: Argv): void {
    const bytes = clientMemory(this.client) - this.queryBuffer + argvMemory(argv)
    this.#server.clientEviction.count(this, bytes)
  }

  said(reply: ReplyWriter, mark: Mark): Bytes {
    return ascii(this.#outputOf(reply).since(mark))
  }

  endWith(reply: ReplyWriter, mark: Mark, kept: (length: number) => number): void {
    const output = this.#outputOf(reply)
    const said = output.since(mark)
    output.rollback(mark)
    output.add(said.slice(0, kept(said.length)))
    this.client.closing = true
    this.#spokenTo = true
    this.#server.outbox.add(this)
  }

  get unsent(): Bytes {
    return ascii(this.#output.since(''))
  }

  /** Called by cron: checks what the client has not taken yet. A client that has taken some of it is not idle. */
  check(): void {
    const { clientEviction, clock, inputPeak, outputPeak } = this.#server
    const { untaken } = this.#transport
    if (untaken < this.#untaken) this.client.lastInteraction = clock.now()
    this.#untaken = untaken
    this.#heedOutputLimit()
    clientEviction.count(this)
    inputPeak.note(this.queryBuffer, clock.elapsed())
    outputPeak.note(this.outputBuffer, clock.elapsed())
  }

  /** Sends the replies so far, in one write; then closes the connection if the client is closing. */
  flush(): void {
    if (this.#closed) return
    this.#unsent?.clear()
    this.#heedOutputLimit()
    if (this.#overLimit) return this.kill()
    const output = this.#output
    // Redis closes when it has sent the last reply: a client that muted its QUIT stays connected, and its requests are ignored.
    const answered = !output.isEmpty || this.#transport.pending > 0 || this.#spokenTo
    if (!output.isEmpty) {
      const { stats, clock } = this.#server
      stats.writes++
      stats.outputBytes += output.size
      this.client.lastInteraction = clock.now()
      const pieces = output.take()
      if (pieces.length === 1) this.#transport.write(pieces[0]!)
      else {
        this.#transport.cork()
        for (const piece of pieces) this.#transport.write(piece)
        this.#transport.uncork()
      }
    }
    if ((this.#server.gate & Gate.MEMORY) !== 0) this.#server.clientEviction.count(this)
    if (this.client.closing && answered) this.#transport.end()
  }

  /** There is a large reply, which takes time: so the clock is read right after this request. */
  #grown(): void {
    this.#requests |= STRIDE
    if (this.#output.size > LONGEST_SAID) this.#sliceEnd = 0
    this.#heedOutputLimit()
  }

  /** client-output-buffer-limit. The connection ends when the current command has finished, and nothing more is sent. */
  #heedOutputLimit(): void {
    if (this.#overLimit || this.#closed) return
    const { config, clock, outbox } = this.#server
    const limit = limitOf(this.client, config.outputLimits)
    if (!this.#guard.exceeded(limit, this.outputBuffer, clock.now())) return
    this.#overLimit = true
    this.#output.drop()
    this.client.closing = true
    outbox.add(this)
  }

  #find(name: Bytes): Row | undefined {
    if (name === this.#name) return this.#row
    this.#row = this.#server.table.find(name)
    // A long name is a view into the chunk it came in, and would keep it.
    this.#name = this.#row !== undefined && name.length < SHORTEST_VIEW ? name : undefined
    return this.#row
  }

  /** CLIENT REPLY OFF and SKIP: the command runs, and its reply is dropped. */
  #executeMuted(argv: Argv, row: Row | undefined): void {
    const { client } = this
    if (client.replyMode === 'skip') client.replyMode = 'skipping'
    const skips = client.replyMode === 'skipping'
    execute(client, argv, row, this.reply)
    this.#unsent?.clear()
    if (!skips || client.replyMode !== 'skipping') return
    if (client.postponed !== undefined) client.replyMode = 'skip'
    // A command that blocks has not finished: its reply is skipped, too.
    else if (!client.blocked) client.replyMode = 'on'
  }

  #outputOf(reply: ReplyWriter): Output {
    return reply === this.#writer ? this.#output : this.#unsent!
  }

  #muted(): RespWriter {
    if (this.#mutedWriter === undefined) {
      this.#unsent = new Output()
      this.#mutedWriter = new RespWriter(this.#unsent)
      this.#mutedWriter.resp = this.client.resp
    }
    return this.#mutedWriter
  }

  /** The rest of the input cannot be read: the client broke the protocol, or there is a bug of ours outside any command. */
  #breakOff(thrown: unknown): void {
    const { client } = this
    const reply = client.replyMode === 'on' ? this.#writer : this.#muted()
    countError(this.#server.stats, 'ERR')
    if (thrown instanceof ProtocolError) reply.error('ERR', thrown.message)
    else {
      reply.error('ERR', 'internal error')
      this.#server.onFault({ error: thrown, command: 'input', client })
    }
    client.closing = true
  }
}
