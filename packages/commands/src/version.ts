/** The version of Redis that everything here imitates. */
export const REDIS_VERSION = '7.0.15'
