import { Client, Mode, type ServerPort } from '@resident/commands'
import { type LuaState, newState } from './lua/index.ts'
import { LuaWriter } from './reply/lua-writer.ts'
import type { Run } from './run.ts'
import { ScriptConnection } from './script-connection.ts'

/**
 * A Lua state, and the client that its commands run as. There are two to a server: one for scripts and one for
 * functions, since the globals of the one are none of the other's.
 */
export class Interpreter {
  readonly server: ServerPort
  readonly L: LuaState = newState()
  readonly writer: LuaWriter = new LuaWriter(this.L)
  readonly client: Client
  /** What runs now. Scripts do not nest. */
  run: Run | undefined

  constructor(server: ServerPort) {
    this.server = server
    // Id 0 is no connected client's.
    this.client = new Client(0, server, new ScriptConnection(this.writer))
    // As within a transaction, nobody waits.
    this.client.set(Mode.MULTI | Mode.SCRIPT, true)
  }

  /** The client and its protocol as each run finds them. */
  begin(run: Run): void {
    this.run = run
    this.client.db = run.caller.db
    this.client.user = run.caller.user
    this.client.set(Mode.RESTRICTED, run.caller.is(Mode.RESTRICTED))
    this.setResp(2)
  }

  setResp(resp: 2 | 3): void {
    this.writer.resp = resp
    this.client.resp = resp
  }
}
