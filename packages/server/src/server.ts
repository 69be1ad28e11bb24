import { resolve } from 'node:path'
import type { Duplex } from 'node:stream'
import { ascii, type Bytes } from '@resident/bytes'
import {
  AccessControl,
  Batch,
  Blocking,
  type Client,
  ClusterNode,
  CommandTable,
  type Exchange,
  type Fault,
  Faults,
  Gate,
  type HeapPort,
  LatencyMonitor,
  type LibraryStore,
  type MemoryReport,
  Monitors,
  Pause,
  PubSub,
  run,
  type ServerPort,
  type ServerStats,
  type ShutdownWish,
  Slowlog,
  Suspension,
  Taps,
  Tracking,
  WatchList,
} from '@resident/commands'
import {
  type Alarm,
  Databases,
  newStats,
  SeededRandom,
  SystemClock,
  unforeseenSeed,
} from '@resident/keyspace'
import { AclFile } from './acl-file.ts'
import { admissionRefusal } from './admission.ts'
import { startCleanup } from './cleanup.ts'
import { ClientEviction } from './client-eviction.ts'
import { Clients } from './clients.ts'
import { RewritableFile } from './config/rewritable-file.ts'
import { Config } from './config.ts'
import { Connection } from './connection.ts'
import { startCron } from './cron.ts'
import { exchange } from './exchange.ts'
import { sha1, sha256 } from './hash.ts'
import { heap } from './heap.ts'
import { Inbox, InProcessSocket, Turnstile } from './in-process.ts'
import { infoOf } from './info.ts'
import type { ListenAddress, Listener } from './listen/listener.ts'
import { Listeners } from './listen/listeners.ts'
import type { Log } from './log.ts'
import { atItsOwnRisk } from './lose.ts'
import { followMeasures } from './measures.ts'
import { Memory } from './memory.ts'
import { memoryReport } from './memory-report.ts'
import { Meter } from './meter.ts'
import { Observer } from './observer.ts'
import { Outbox } from './outbox.ts'
import { disk } from './persistence/disk.ts'
import { Persistence } from './persistence/persistence.ts'
import { RecentPeak } from './recent-peak.ts'
import { renameCommand } from './rename-command.ts'
import { Resumed } from './resumed.ts'
import { Rotation } from './rotation.ts'
import type { ServerOptions } from './server-options.ts'
import { newServerStats } from './server-stats.ts'
import { startAcl } from './start-acl.ts'
import { afterCaller, alarmFor, nextTurn, throwLater } from './timers.ts'
import type { Transport } from './transport.ts'
import { UsageError } from './usage-error.ts'

const check = atItsOwnRisk((connection: Connection) => connection.check(), 'output')

/** A Redis without a process of its own: databases, commands, and the clients that are connected. */
export class Server implements ServerPort {
  readonly clock: SystemClock = new SystemClock()
  readonly random: SeededRandom
  readonly config: Config
  readonly table: CommandTable
  readonly acl: AccessControl
  readonly aclFile: AclFile
  readonly databases: Databases
  readonly clients: Clients = new Clients()
  readonly watches: WatchList = new WatchList()
  readonly pubsub: PubSub = new PubSub()
  readonly blocking: Blocking = new Blocking()
  readonly pause: Pause = new Pause(this)
  readonly suspension: Suspension = new Suspension(this, nextTurn)
  readonly tracking: Tracking = new Tracking(this, afterCaller)
  readonly monitors: Monitors = new Monitors(this)
  readonly faults: Faults = new Faults(this)
  readonly taps: Taps = new Taps(this)
  readonly slowlog: Slowlog = new Slowlog()
  readonly latency: LatencyMonitor = new LatencyMonitor(this.clock)
  readonly outbox: Outbox = new Outbox(this.clock)
  readonly resumed: Resumed = new Resumed(this.clock)
  readonly listeners: Listeners = new Listeners(this)
  readonly batch: Batch = new Batch(this.latency)
  readonly stats: ServerStats = newServerStats()
  readonly meter: Meter = new Meter(this.stats, this.clock)
  readonly keyspaceStats: ReturnType<typeof newStats> = newStats()
  startedAt: number
  /** 40 hexadecimal digits, new at each start. */
  runId: Bytes
  /** Also 40 digits; for replicas, which there never are. */
  replicationId: Bytes
  readonly cluster: ClusterNode | undefined
  activeExpire = true
  cronPaused = false
  deniesScripts = true
  /** Bits of `Gate`. */
  gate = 0
  readonly clientEviction: ClientEviction
  /** The largest recent size of any client's input and output buffer, in bytes. */
  readonly inputPeak: RecentPeak = new RecentPeak()
  readonly outputPeak: RecentPeak = new RecentPeak()
  readonly persistence: Persistence
  readonly run: typeof run = run
  readonly sha1: typeof sha1 = sha1
  readonly sha256: typeof sha256 = sha256
  readonly exchange: Exchange = exchange
  libraries: LibraryStore | undefined
  readonly heap: HeapPort = heap
  readonly log: Log
  #end: () => void = () => {}
  /** Resolves when the server has ended, by `close` or by SHUTDOWN. */
  readonly ended: Promise<void> = new Promise((resolve) => {
    this.#end = resolve
  })
  readonly memory: Memory
  readonly #connections = new Set<Connection>()
  readonly #checks = new Rotation(this.#connections)
  readonly #turnstile: Turnstile
  readonly #onFault: (fault: Fault) => void
  readonly #alarm: Alarm = alarmFor(() => this.byItself(() => this.clock.ring()))
  readonly #stopCron: () => void
  readonly #stopCleanup: () => void
  #closing: Promise<void> | undefined
  #restarting: Promise<void> = Promise.resolve()
  #away = false

  constructor(options: ServerOptions) {
    if (options.engine === undefined) {
      throw new UsageError('ERR_NO_ENGINE', 'createServer needs an engine, which makes the values.')
    }
    this.random = new SeededRandom(options.seed ?? unforeseenSeed())
    this.config = new Config(options.config)
    if (options.configFile !== undefined) {
      this.config.file = new RewritableFile(resolve(options.configFile))
    }
    this.table = new CommandTable(options.commands)
    for (const [from, to] of options.renames ?? []) {
      const refusal = renameCommand(this.table, from, to)
      if (refusal !== undefined) throw new UsageError('ERR_RENAME', refusal)
    }
    this.acl = new AccessControl(this)
    this.aclFile = new AclFile(this.config)
    this.startedAt = this.clock.now()
    this.runId = this.drawId()
    this.replicationId = this.drawId()
    this.cluster = this.#joinCluster()
    this.databases = new Databases(this.config.databases, options.engine, {
      clock: this.clock,
      random: this.random,
      limits: this.config.encodingLimits,
      access: this.config.access,
      stats: this.keyspaceStats,
      observer: new Observer(this.watches, this.pubsub, this.blocking, this.tracking, this.config),
    })
    this.clientEviction = new ClientEviction(this.#connections, this.config)
    this.memory = new Memory(this, options.maxKeys)
    this.#followLimits()
    this.log = options.log ?? ((): void => {})
    this.persistence = new Persistence(this, options.files ?? disk)
    this.listeners.follow(this.config)
    followMeasures(this)
    this.#followClock()
    this.#turnstile = new Turnstile(() => this.clock.elapsed())
    this.#onFault = options.onFault ?? warnOfFault
    startAcl(this, options.users ?? {})
    this.#stopCron = startCron(this)
    this.#stopCleanup =
      options.cleanup === undefined ? () => {} : startCleanup(this, options.cleanup)
  }

  #followLimits(): void {
    this.config.follow(['maxmemory', 'maxmemory-clients'], () =>
      this.guard(Gate.MEMORY, this.memory.limited),
    )
    this.config.follow(['min-replicas-to-write', 'min-replicas-max-lag'], () =>
      this.guard(Gate.UNREPLICATED, this.config.asksForReplicas),
    )
  }

  #followClock(): void {
    this.clock.join({
      travel: (until, moveTo) => {
        if (this.activeExpire) this.databases.travel(until, moveTo)
        if (this.blocking.pending) this.blocking.serve()
      },
      arrived: () => this.resumed.goOn(),
    })
    this.clock.wakeBy(this.#alarm)
  }

  /** Listens for clients at a further address; resolves when it does. */
  listen(address: ListenAddress): Promise<Listener> {
    return this.listeners.open(address)
  }

  /** Opens a connection within the process, and returns the client's end of it: a Duplex of protocol bytes. */
  connect(): Duplex {
    const inbox = new Inbox(this.#turnstile)
    const socket = new InProcessSocket(inbox)
    const connection = this.accept(inbox)
    if (connection !== undefined) inbox.attach(connection)
    return socket
  }

  /** Accepts a client; returns `undefined` if it may not stay, after telling it why. */
  accept(transport: Transport): Connection | undefined {
    this.clock.refresh()
    if (this.#closing !== undefined || this.#away) {
      transport.destroy()
      return undefined
    }
    const refusal = admissionRefusal(this, transport)
    if (refusal !== undefined) {
      this.stats.rejectedConnections++
      transport.write(refusal)
      transport.end()
      return undefined
    }
    const connection = new Connection(this, transport)
    this.#connections.add(connection)
    this.clients.add(connection.client)
    this.stats.connections++
    return connection
  }

  /** Called by cron: counts what some clients take, and ends those that have let too much wait for too long. */
  checkClients(): void {
    this.#checks.turn(check)
    this.clientEviction.evict()
  }

  /** A connection has closed. */
  forget(connection: Connection): void {
    this.#connections.delete(connection)
    this.clientEviction.forget(connection)
    this.clients.delete(connection.client)
    this.watches.release(connection.client)
    this.pubsub.release(connection.client)
    this.blocking.release(connection.client)
    this.pause.release(connection.client)
    this.suspension.release(connection.client)
    this.tracking.disable(connection.client)
    this.monitors.release(connection.client)
    this.faults.forget(connection.client)
    this.taps.forget(connection.client)
  }

  /** Cuts all connections, as a network failure would; most client libraries then reconnect. */
  dropClients(): void {
    for (const connection of this.#connections) connection.kill()
  }

  /**
   * Goes down and comes back at the same addresses and with the same data, like a new run of the same server; `meanwhile`
   * runs while it is down. Resolves when it listens again. A second call waits for the first.
   */
  restart(meanwhile: () => void | Promise<void> = () => {}): Promise<void> {
    const again = (): Promise<void> => this.#restart(meanwhile)
    this.#restarting = this.#away ? this.#restarting.then(again, again) : again()
    return this.#restarting
  }

  async #restart(meanwhile: () => void | Promise<void>): Promise<void> {
    this.#away = true
    this.suspension.cancel()
    this.dropClients()
    this.pause.end()
    try {
      await this.listeners.reopen(meanwhile)
    } finally {
      this.#away = false
      this.startedAt = this.clock.now()
      this.runId = this.drawId()
      this.slowlog.clear()
      this.latency.forgetAll()
      this.resetStats()
    }
  }

  /** Ends all connections and listeners; resolves when the ports are free. A second call waits for the first. */
  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #close(): Promise<void> {
    this.#stopCron()
    this.#stopCleanup()
    this.clock.wakeBy(() => {})
    this.#alarm(undefined)
    const closing = this.listeners.close()
    this.dropClients()
    this.persistence.cancel()
    this.suspension.cancel()
    await closing
    this.#end()
  }

  /** Makes it the node of a cluster of its own, if cluster-enabled asks for that. */
  #joinCluster(): ClusterNode | undefined {
    if (this.config.value('cluster-enabled') === 'no') return undefined
    this.guard(Gate.CLUSTERED, true)
    const settings = () => ({
      requiresFullCoverage: this.config.value('cluster-require-full-coverage') === 'yes',
      nodeTimeout: this.config.number('cluster-node-timeout'),
    })
    return new ClusterNode(this.drawId(), this.clock, settings, afterCaller)
  }

  /** Runs a task that no client has asked for: an error in it must not keep anything else from running, nor end the process. */
  byItself(task: () => void): void {
    try {
      task()
    } catch (error) {
      this.onFault({ error, command: 'cron', client: undefined })
    }
  }

  // The rest of ServerPort: what commands call.

  guard(bit: number, on: boolean): void {
    this.gate = on ? this.gate | bit : this.gate & ~bit
  }

  makeRoom(): boolean {
    return this.memory.makeRoom()
  }

  get outOfMemory(): boolean {
    return this.memory.outOfMemory
  }

  memoryReport(): MemoryReport {
    return memoryReport(this)
  }

  info(sections: readonly Bytes[], client?: Client): Bytes {
    return infoOf(this, sections, client)
  }

  resetStats(): void {
    this.batch.share(this.clock.elapsed())
    Object.assign(this.stats, newServerStats())
    this.meter.reset()
    this.clientEviction.resetStats()
    this.memory.resetStats()
    this.persistence.resetStats()
    Object.assign(this.keyspaceStats, newStats(), { dirty: this.keyspaceStats.dirty })
    for (const row of this.table.rows) row.resetStats()
  }

  changeReplicationId(): void {
    this.replicationId = this.drawId()
  }

  shutdown({ save, force }: ShutdownWish): boolean {
    this.log('warning', 'User requested shutdown...')
    const { persistence } = this
    if (save ?? persistence.hasSavePoints) {
      this.log('notice', 'Saving the final RDB snapshot before exiting.')
      persistence.cancel()
      if (!persistence.saveUncounted() && !force) {
        this.log('warning', "Error trying to save the DB, can't exit.")
        return false
      }
    }
    void this.close()
    return true
  }

  onFault(fault: Fault): void {
    try {
      this.#onFault(fault)
    } catch (thrown) {
      throwLater(thrown)
    }
  }

  drawId(): Bytes {
    let id = ''
    for (let i = 0; i < 40; i++) id += this.random.below(16).toString(16)
    return ascii(id)
  }
}

function warnOfFault({ error, command }: Fault): void {
  const warning = error instanceof Error ? error : new Error(String(error))
  process.emitWarning(`${command}: ${warning.stack ?? warning.message}`, 'ResidentFault')
}

/**
 * Creates a server. It does not listen yet: call `listen`, or `connect` for a client in the same process. Throws a UsageError for
 * an invalid option.
 */
export function createServer(options: ServerOptions): Server {
  return new Server(options)
}
