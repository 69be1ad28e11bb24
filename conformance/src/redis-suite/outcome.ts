/** A case that failed, and the lines that the suite printed about it. */
export interface Failure {
  readonly name: string
  readonly output: readonly string[]
}

/** How a unit went. */
export interface Outcome {
  readonly passed: number
  readonly failures: readonly Failure[]
}

const COLOURS = /\x1b\[[0-9;]*m/g

/** Reads what the suite has printed of one unit. */
export function readOutcome(printed: string): Outcome {
  let passed = 0
  let isDone = false
  const failures: Failure[] = []
  let output: string[] = []
  for (const line of printed.replace(COLOURS, '').split('\n')) {
    const [, mark, said = ''] = /^\[([^\]]+)\](?:: )?(.*)$/.exec(line) ?? []
    if (mark === undefined) {
      output.push(line)
      continue
    }
    output = []
    if (mark === 'ok') passed++
    else if (mark === 'err' || mark === 'exception') {
      failures.push({ name: said.replace(/ in tests\/\S+\.tcl$/, ''), output })
    } else if (/^\d+\/\d+ done$/.test(mark)) isDone = true
  }
  if (!isDone) failures.push({ name: 'the unit did not end', output: [] })
  return { passed, failures }
}
