import type { Command } from '@resident/commands'
import type { ServerClock } from '../server-clock.ts'
import type { ServerFaults } from '../server-faults.ts'
import { clockCommand } from './clock.ts'
import { faultsCommand } from './faults.ts'

/** The parts of a server that the control commands act on. */
export interface Controls {
  readonly clock: ServerClock
  readonly faults: ServerFaults
}

/** The same over the wire: RESIDENT.CLOCK and RESIDENT.FAULTS, for other processes and other languages. */
export function controlCommands(controls: Controls): readonly Command[] {
  return [clockCommand(controls.clock), faultsCommand(controls.faults)]
}
