/**
 * JSON that is compact and still reads well in a diff: whatever fits on one line is on one line, the rest
 * is broken at its outermost level.
 */
export function diffableJson(value: unknown, width = 110): string {
  return `${lay(value, '', width)}\n`
}

function lay(value: unknown, indent: string, width: number): string {
  const flat = JSON.stringify(value)
  if (value === null || typeof value !== 'object' || indent.length + flat.length <= width)
    return flat
  const inner = `${indent}  `
  if (Array.isArray(value)) {
    const items = value.map((item) => inner + lay(item, inner, width))
    return `[\n${items.join(',\n')}\n${indent}]`
  }
  const entries = Object.entries(value).map(
    ([key, item]) => `${inner}${JSON.stringify(key)}: ${lay(item, inner, width)}`,
  )
  return `{\n${entries.join(',\n')}\n${indent}}`
}
