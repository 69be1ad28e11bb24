/** The version of RDB that Redis 7.0 writes, and the latest that it reads. */
export const RDB_VERSION = 10
