/** What the process and the console warned of while `work` ran. */
export async function warningsDuring(work: () => Promise<void>): Promise<string[]> {
  const warnings: string[] = []
  const onWarning = (warning: Error): void => {
    warnings.push(warning.message)
  }
  const { warn, error } = console
  const note = (...words: unknown[]): void => {
    warnings.push(words.join(' '))
  }
  console.warn = note
  console.error = note
  process.on('warning', onWarning)
  try {
    await work()
    // Process warnings are emitted in the next tick.
    await new Promise((resolve) => setImmediate(resolve))
  } finally {
    process.off('warning', onWarning)
    console.warn = warn
    console.error = error
  }
  return warnings
}
