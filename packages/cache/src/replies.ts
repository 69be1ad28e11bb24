/** A count, a length or a number in digits. */
export function toNumber(reply: unknown): number {
  return Number(reply)
}

/** Whether something was there, or was done. */
export function toBoolean(reply: unknown): boolean {
  return Number(reply) > 0
}

export function toNothing(): undefined {
  return undefined
}
