import type { Options } from './options.ts'
import type { SuiteResult } from './result.ts'
import { runCache } from './workloads/cache.ts'
import { runEngines } from './workloads/engines.ts'
import { runInProcess } from './workloads/in-process.ts'
import { runLatency } from './workloads/latency.ts'
import { runLua } from './workloads/lua.ts'
import { runMemory } from './workloads/memory.ts'
import { runQueue } from './workloads/queue.ts'
import { runScale } from './workloads/scale.ts'
import { runSnapshots } from './workloads/snapshots.ts'
import { runSocket } from './workloads/socket.ts'
import { runSortedSets } from './workloads/sorted-sets.ts'
import { runStart } from './workloads/start.ts'

/** Something to be measured. */
export interface Suite {
  readonly run: (options: Options) => Promise<SuiteResult>
  /** Unless `--rounds` says otherwise. */
  readonly rounds: number
  /** Whatever `--rounds` says, since a round takes so long. */
  readonly once?: true
  /** What it takes on two cores that have nothing else to do. */
  readonly seconds: number
}

/** By name, in the order in which they are run and shown. */
export const SUITES: Readonly<Record<string, Suite>> = {
  socket: { run: runSocket, rounds: 5, seconds: 260 },
  'in-process': { run: runInProcess, rounds: 5, seconds: 50 },
  start: { run: runStart, rounds: 9, seconds: 10 },
  lua: { run: runLua, rounds: 5, seconds: 80 },
  queue: { run: runQueue, rounds: 5, seconds: 40 },
  'sorted-sets': { run: runSortedSets, rounds: 5, seconds: 140 },
  memory: { run: runMemory, rounds: 3, seconds: 80 },
  latency: { run: runLatency, rounds: 2, seconds: 200 },
  scale: { run: runScale, rounds: 1, once: true, seconds: 200 },
  cache: { run: runCache, rounds: 5, seconds: 15 },
  snapshots: { run: runSnapshots, rounds: 3, seconds: 40 },
  engines: { run: runEngines, rounds: 5, seconds: 60 },
}
