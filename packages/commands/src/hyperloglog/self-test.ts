import { ascii, toBuffer } from '@resident/bytes'
import { CommandError } from '../errors.ts'
import { estimate } from './estimate.ts'
import { EMPTY_SKETCH, REGISTERS } from './layout.ts'
import { observe } from './observe.ts'
import { mergeInto, noRegisters } from './registers.ts'
import { SparseRegisters } from './sparse-registers.ts'

/** PFSELFTEST's. */
const selfTestError = (cardinality: number, off: number): CommandError =>
  new CommandError('TESTFAILED', `Too big error. card:${cardinality} abserr:${off}`)

/** Enough to cover every range of the estimator, and done in some milliseconds. */
const ELEMENTS = 20_000
/** What the estimate may be off by: six times the standard error. */
const TOLERANCE = (6 * 1.04) / Math.sqrt(REGISTERS)

/** Counts a known number of elements. Throws if the encodings disagree or the estimate is too far off. */
export function selfTest(): void {
  const registers = noRegisters()
  const sparse = new SparseRegisters(toBuffer(EMPTY_SKETCH))
  for (let n = 1; n <= ELEMENTS; n++) {
    const { register, count } = observe(ascii(`element ${n}`))
    if (count > registers[register]!) registers[register] = count
    if (n <= ELEMENTS / 10) sparse.raise(register, count, Number.MAX_SAFE_INTEGER)
    if (n === ELEMENTS / 10) compare(registers, sparse)
    if (n % 1000 === 0) checkEstimate(registers, n)
  }
}

function compare(registers: Uint8Array, sparse: SparseRegisters): void {
  const decoded = noRegisters()
  mergeInto(decoded, sparse.view)
  if (decoded.some((value, i) => value !== registers[i])) {
    throw new CommandError('TESTFAILED', 'dense/sparse disagree')
  }
}

function checkEstimate(registers: Uint8Array, cardinality: number): void {
  const off = Math.abs(Number(estimate(registers)) - cardinality)
  if (off > Math.ceil(cardinality * TOLERANCE)) throw selfTestError(cardinality, off)
}
