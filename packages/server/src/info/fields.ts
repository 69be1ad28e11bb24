/** The fields of a section: names and values in Redis's order. */
export type Fields = readonly (readonly [name: string, value: string | number])[]

const UNITS = ['K', 'M', 'G', 'T', 'P'] as const

/** A number of bytes in readable form, as Redis's bytesToHuman: 512B, 1.00K, 23.54G. */
export function human(bytes: number): string {
  if (bytes < 1024) return `${bytes}B`
  let size = bytes / 1024
  let unit = 0
  while (size >= 1024 && unit < UNITS.length - 1) {
    size /= 1024
    unit++
  }
  return `${size.toFixed(2)}${UNITS[unit]}`
}

export function ratio(part: number, whole: number): string {
  return (whole === 0 ? 0 : part / whole).toFixed(2)
}

export function percent(part: number, whole: number): string {
  return `${ratio(part * 100, whole)}%`
}

/** The fields, all 0, of something that does not exist here: replication, AOF, modules. */
export function zeros(...names: string[]): Fields {
  return names.map((name) => [name, 0] as const)
}
