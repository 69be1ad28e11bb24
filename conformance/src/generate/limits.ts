/** The settings that every sequence begins with: small limits make values change their encoding under our eyes. */
export const LIMITS: Readonly<Record<string, readonly number[]>> = {
  'hash-max-listpack-entries': [128, 4, 2],
  'hash-max-listpack-value': [64, 64, 4],
  'list-max-listpack-size': [-2, -2, 3],
  'list-compress-depth': [0, 0, 1],
  'set-max-intset-entries': [512, 4, 2],
  'zset-max-listpack-entries': [128, 4, 2],
  'zset-max-listpack-value': [64, 64, 4],
  'stream-node-max-entries': [100, 3, 2, 0],
  'stream-node-max-bytes': [4096, 4096, 40],
}
