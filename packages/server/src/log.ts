import type { LogLevel } from '@resident/commands'

export type { LogLevel }

/** Receives what happens, in the words of Redis's log. */
export type Log = (level: LogLevel, message: string) => void
