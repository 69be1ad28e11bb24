/** The release of Redis that everything answers as. */
export const REDIS_VERSION = '7.0.15'
