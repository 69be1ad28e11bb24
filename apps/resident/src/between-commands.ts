/** How often Redis looks whether it is to end. */
const PERIOD = 100

/**
 * Does what a signal asks for, as Redis does between two commands: a script that has run for long is not cut in two, nor
 * half of what it does saved.
 */
export function betweenCommands(deed: () => void): void {
  try {
    deed()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_BUSY') throw error
    setTimeout(() => betweenCommands(deed), PERIOD)
  }
}
