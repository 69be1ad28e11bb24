import { openSync, readSync } from 'node:fs'

const SCHEDSTAT = '/proc/self/schedstat'

/**
 * Reads for how long the main thread has had a processor, in milliseconds. Linux tells that apart from what the
 * collector's and the compiler's helpers had; elsewhere it is all of the process's.
 */
export function threadClock(): () => number {
  const processTime = (): number => {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1000
  }
  try {
    const file = openSync(SCHEDSTAT, 'r')
    const buffer = Buffer.alloc(64)
    return () => {
      // The file tells what was counted at the last tick of the kernel, up to 4 ms ago. Asking for the process's time makes it count.
      processTime()
      const length = readSync(file, buffer, 0, buffer.length, 0)
      return Number.parseInt(buffer.toString('latin1', 0, length), 10) / 1e6
    }
  } catch {
    return processTime
  }
}
