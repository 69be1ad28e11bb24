import { ascii } from '@resident/bytes'
import { Client, detachedPort, Mode, type ServerPort } from '@resident/commands'
import { ValueWriter } from '@resident/protocol'
import { type LuaState, memory, newState, type ScriptRandom, type Watch } from './lua/index.ts'
import { raise } from './redis/error.ts'
import { LuaWriter } from './reply/lua-writer.ts'
import type { Run } from './run.ts'

/**
 * How long beyond busy-reply-threshold a script may run without a pause, in milliseconds. Metamethods and other functions for
 * which the host waits cannot be paused, and nobody could kill a script that never leaves one.
 */
const LONGEST_UNPAUSED = 10_000

/** How often the heap is checked, in milliseconds: a check takes some microseconds. */
const HEAP_INTERVAL = 1

/**
 * A Lua state, and the client that its commands run as. A server has two: one for scripts and one for functions, since they
 * do not share globals.
 */
export class Interpreter {
  readonly server: ServerPort
  readonly L: LuaState
  readonly writer: LuaWriter
  readonly client: Client
  /** When the heap was last checked, by `elapsed()`. */
  #heapSeen = 0
  /** What runs now. Scripts do not nest. */
  run: Run | undefined

  /** `random` is what math.random draws from. */
  constructor(server: ServerPort, random: ScriptRandom) {
    this.server = server
    this.L = newState(random)
    this.writer = new LuaWriter(this.L)
    // No connected client has the id 0.
    const connection = detachedPort({
      address: ascii('?:0'),
      reply: this.writer,
      // What is pushed to a script goes nowhere.
      pushed: () => new ValueWriter(),
    })
    this.client = new Client(0, server, connection)
    // As within a transaction, no command blocks.
    this.client.set(Mode.MULTI | Mode.SCRIPT, true)
  }

  /** Prepares the client, and its protocol, for a run. */
  begin(run: Run): void {
    this.run = run
    memory.begin(this.server.heap)
    this.client.db = run.caller.db
    this.client.user = run.caller.user
    this.client.set(Mode.RESTRICTED, run.caller.is(Mode.RESTRICTED))
    this.setResp(2)
  }

  /** Called now and then while a script runs: returns whether it must pause, and ends it if it must end. */
  readonly watch: Watch = (_L, canPause) => {
    const run = this.run!
    if (run.killed) return raise('Script killed by user with SCRIPT KILL...')
    const now = this.server.clock.elapsed()
    if (now >= this.#heapSeen + HEAP_INTERVAL) {
      this.#heapSeen = now
      memory.check()
    }
    if (!canPause && now > run.latestPause + LONGEST_UNPAUSED) {
      return raise('Script ended: it ran for too long where it cannot be paused')
    }
    return now >= run.sliceEnd
  }

  setResp(resp: 2 | 3): void {
    this.writer.resp = resp
    this.client.resp = resp
  }
}
