/** Where a connection's time comes from: the embedded server's clock, which tests can move, or the system's. */
export interface Time {
  /** Unix time in milliseconds. */
  now(): number
}

// Taken when this file is loaded, so that a test runner's fake timers do not stop time-outs and delays.
const wallClock: () => number = Date.now
const stopwatch: () => number = performance.now.bind(performance)
const startTimer = setTimeout
const stopTimer = clearTimeout
const chance: () => number = Math.random

export const systemTime: Time = { now: wallClock }

/** Milliseconds, with fractions, on a clock that never stops or jumps: for time-outs and for measuring. */
export function elapsed(): number {
  return stopwatch()
}

/** Runs `task` after `delay` milliseconds, without keeping the process alive; the returned function cancels it. */
export function after(delay: number, task: () => void): () => void {
  const timer = startTimer(task, delay)
  timer.unref()
  return () => stopTimer(timer)
}

/** Resolves after `delay` milliseconds, and keeps the process alive meanwhile. */
export function pause(delay: number): Promise<void> {
  return new Promise((resolve) => {
    startTimer(resolve, delay)
  })
}

/** A random delay between half of `delay` and all of it, so that those who wait do not all come back at once. */
export function jittered(delay: number): number {
  return delay * (0.5 + chance() / 2)
}

/** A random word that identifies the holder of a lock. */
export function token(): string {
  return `${chance().toString(36).slice(2)}${chance().toString(36).slice(2)}`
}
