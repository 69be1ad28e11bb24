const WIDTH = 78

let suite = ''
let began = 0

/** What is shown before whatever is being done, from now on. */
export function beginSuite(name: string): void {
  suite = name
  began = performance.now()
  // Where lines cannot be overwritten, one a suite must do.
  if (!process.stderr.isTTY) process.stderr.write(`${name}\n`)
}

/** How many seconds it took. */
export function endSuite(): number {
  endProgress()
  return elapsed()
}

/** Says on one line of the terminal what is being done; it is overwritten by the next. */
export function progress(doing: string): void {
  const line = `[${suite}, ${elapsed()} s] ${doing}`
  if (process.stderr.isTTY) process.stderr.write(`\r${line.slice(0, WIDTH).padEnd(WIDTH)}`)
}

export function endProgress(): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${' '.repeat(WIDTH)}\r`)
}

function elapsed(): number {
  return Math.round((performance.now() - began) / 1000)
}
