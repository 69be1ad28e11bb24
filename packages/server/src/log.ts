/** redis.conf's loglevel, from the most talkative to the most silent. */
export type LogLevel = 'debug' | 'verbose' | 'notice' | 'warning'

/** Takes down what happens, in Redis's words. */
export type Log = (level: LogLevel, message: string) => void
