// The opcodes that may be in a file in place of a value's type.

export const FUNCTION2 = 245
/** As the release candidates of Redis 7.0 wrote it. */
export const FUNCTION = 246
export const MODULE_AUX = 247
export const IDLE = 248
export const FREQ = 249
export const AUX = 250
export const RESIZEDB = 251
export const EXPIRETIME_MS = 252
export const EXPIRETIME = 253
export const SELECTDB = 254
export const EOF = 255
