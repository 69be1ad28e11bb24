/**
 * Cases of the suite that fail, each with the reason. They must fail at redis-server 7.0.15 as well, and where one is on the PATH
 * the run sees to it.
 */
export const ACCEPTED: Readonly<Record<string, string>> = {
  TestBitcount: 'expects BITCOUNT to look at its options before the key, as Redis does from 7.2 on',
  TestBrpop: 'expects Redis 7.2’s error text for a negative time-out',
  TestBrpoplpush: 'expects Redis 7.2’s error text for a negative time-out',
  TestDelx: 'tests DELEX, which came with Redis 8.4',
  TestHash: 'also tests HEXPIRE, which came with Redis 7.4',
  TestHello: 'expects the modules that Redis 8.4 has built in',
  TestLua: 'expects a global `os`, which scripts have from Redis 7.2 on',
  TestSortedSet: 'expects ZRANK WITHSCORE and short scores, which came with Redis 7.2',
  TestStream: 'expects Redis 7.2’s error text for unbalanced streams',
  TestStreamGroup:
    'expects XCLAIM to create its consumer even if it claims nothing, as Redis does from 7.2 on',
}

/**
 * What miniredis itself answers differently on a slow machine: lines that the suite may then print, and nothing else. Each spells out
 * the right answer, which ours must have given.
 */
export const DRIFTS: Readonly<Record<string, RegExp>> = {
  // It keeps how long a key has left, not when it goes: its PEXPIRETIME has grown by as much as three requests took.
  TestExpire: /^string_test\.go:\d+: real: ":2234567890123\\r\\n" mini: ":2234567890\d{3}\\r\\n"$/,
}
