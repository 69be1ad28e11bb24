const WIDTH = 78

/** Says on one line of the terminal what is being done; it is overwritten by the next. */
export function progress(doing: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${doing.slice(0, WIDTH).padEnd(WIDTH)}`)
}

export function endProgress(): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${' '.repeat(WIDTH)}\r`)
}
