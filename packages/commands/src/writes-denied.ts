import { CommandError, MISCONF } from './errors.ts'
import { Gate } from './gate.ts'

const NOREPLICAS = new CommandError('NOREPLICAS', 'Not enough good replicas to write.')

/** Why nothing may be written at present, if that is so. */
export function writesDenied(gate: number): CommandError | undefined {
  if ((gate & Gate.UNSAVED) !== 0) return MISCONF
  return (gate & Gate.UNREPLICATED) === 0 ? undefined : NOREPLICAS
}
