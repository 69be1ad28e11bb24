import { ascii } from '@resident/bytes'
import { Client, detachedPort, Mode, type ServerPort } from '@resident/commands'
import { ValueWriter } from '@resident/protocol'
import { type LuaState, memory, newState, type ScriptRandom, type Watch } from './lua/index.ts'
import { raise } from './redis/error.ts'
import { LuaWriter } from './reply/lua-writer.ts'
import type { Run } from './run.ts'

/**
 * Metamethods and other functions for which the host waits cannot be paused, so nobody could kill a script that never
 * leaves one. So long beyond busy-reply-threshold, in milliseconds, it may run.
 */
const LONGEST_UNPAUSED = 10_000

/** The heap is looked at so often, in milliseconds: looking takes some microseconds. */
const HEAP_INTERVAL = 1

/**
 * A Lua state, and the client that its commands run as. There are two to a server: one for scripts and one for
 * functions, since the globals of the one are none of the other's.
 */
export class Interpreter {
  readonly server: ServerPort
  readonly L: LuaState
  readonly writer: LuaWriter
  readonly client: Client
  /** When the heap was looked at last, on the clock that never stands still. */
  #heapSeen = 0
  /** What runs now. Scripts do not nest. */
  run: Run | undefined

  /** `random` is what math.random draws from. */
  constructor(server: ServerPort, random: ScriptRandom) {
    this.server = server
    this.L = newState(random)
    this.writer = new LuaWriter(this.L)
    // Id 0 is no connected client's.
    const connection = detachedPort({
      address: ascii('?:0'),
      reply: this.writer,
      // What a script did not ask for is heard by nobody.
      pushed: () => new ValueWriter(),
    })
    this.client = new Client(0, server, connection)
    // As within a transaction, nobody waits.
    this.client.set(Mode.MULTI | Mode.SCRIPT, true)
  }

  /** The client and its protocol as each run finds them. */
  begin(run: Run): void {
    this.run = run
    memory.begin(this.server.heap)
    this.client.db = run.caller.db
    this.client.user = run.caller.user
    this.client.set(Mode.RESTRICTED, run.caller.is(Mode.RESTRICTED))
    this.setResp(2)
  }

  /** Asked now and then while a script runs: whether it is to pause. Ends one that is to be ended. */
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
