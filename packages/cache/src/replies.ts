/** Decodes a count, a length or a number in digits. */
export function toNumber(reply: unknown): number {
  return Number(reply)
}

/** Decodes a count of 0 or more as a boolean. */
export function toBoolean(reply: unknown): boolean {
  return Number(reply) > 0
}

export function toNothing(): undefined {
  return undefined
}
