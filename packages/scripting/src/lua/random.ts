const MULTIPLIER = 0x5deece66dn
const INCREMENT = 0xbn
const FIRST_LOW = 0x330en
const INT32_MAX = 0x7fffffff

/** C's lrand48, which Redis has under `math.random`. */
export class ScriptRandom {
  // Where lrand48 begins if it is given no seed. Scripts go on where the last one has left off.
  #state = 0x1234_abcd_330en

  /** As srand48 does. */
  seed(value: number): void {
    this.#state = (BigInt.asUintN(32, BigInt(value)) << 16n) | FIRST_LOW
  }

  /** From 0 up to, but without, 1. */
  next(): number {
    this.#state = BigInt.asUintN(48, this.#state * MULTIPLIER + INCREMENT)
    return (Number(this.#state >> 17n) % INT32_MAX) / INT32_MAX
  }
}
