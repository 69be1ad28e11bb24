import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { allCommands, type Fault } from '@resident/commands'
import { type EnginePreset, startServer } from '@resident/embedded'
import { scriptingCommands } from '@resident/scripting'
import type { Contestant } from './contestant.ts'
import { dial } from './dial.ts'
import { REFERENCE_VERSION } from './redis-server.ts'

export interface ResidentOptions {
  readonly engine?: EnginePreset
  /** How clients come in. Default in-process. */
  readonly transport?: 'in-process' | 'tcp'
  /** Parameters of redis.conf. */
  readonly config?: Readonly<Record<string, string>>
}

/**
 * Ours. `advanceTime` moves its clock; `stop` throws the first fault of ours that happened meanwhile, since
 * an internal error is a failure even where the reply was not looked at.
 */
export async function startResident(options: ResidentOptions = {}): Promise<Contestant> {
  const { engine = 'btree', transport = 'in-process', config = {} } = options
  const faults: Fault[] = []
  const server = await startServer({
    engine,
    port: transport === 'tcp' ? 0 : false,
    config: { 'enable-debug-command': 'yes', dir: folder(), ...config },
    // What one of them saved is nothing to the next.
    load: false,
    onFault: (fault) => faults.push(fault),
  })
  // As at the real server, the first connection was to see whether it answers: clients' ids are the same then.
  server.connect().destroy()
  return {
    name: `resident, ${engine}, ${transport}`,
    version: REFERENCE_VERSION,
    connect: async () => (transport === 'tcp' ? dial(server.port) : server.connect()),
    advanceTime: async (milliseconds) => {
      server.clock.advance(milliseconds)
      await turn()
    },
    stop: async () => {
      await server.close()
      const [fault] = faults
      if (fault === undefined) return
      throw new Error(`fault of ours in ${fault.command}`, { cause: fault.error })
    },
  }
}

let ownFolder: string | undefined

/** Where servers of this process may write files. */
function folder(): string {
  if (ownFolder === undefined) {
    const made = mkdtempSync(join(tmpdir(), 'resident-conformance-'))
    process.once('exit', () => rmSync(made, { recursive: true, force: true }))
    ownFolder = made
  }
  return ownFolder
}

/** The names of all that ours answers, as COMMAND INFO gives them: `get`, `config|get`. */
export function residentCommands(): string[] {
  return [...allCommands, ...scriptingCommands].flatMap(({ name, subcommands }) => [
    name,
    ...(subcommands ?? []).map((sub) => `${name}|${sub.name}`),
  ])
}
