/** How often Redis checks whether it has to shut down, in milliseconds. */
const PERIOD = 100

/**
 * Does what a signal asks for, but only between two commands, as Redis does: a long-running script is not interrupted, and
 * its changes are never saved by half.
 */
export function betweenCommands(deed: () => void): void {
  try {
    deed()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_BUSY') throw error
    setTimeout(() => betweenCommands(deed), PERIOD)
  }
}
