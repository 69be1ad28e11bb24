import type { LogLevel } from '@resident/commands'

export type { LogLevel }

/** Takes down what happens, in Redis's words. */
export type Log = (level: LogLevel, message: string) => void
