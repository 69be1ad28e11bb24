import type { Hint } from './hints.ts'
import { LIMITS } from './limits.ts'
import { oneOf, type Pool } from './values.ts'

// What is asked about the server, its users, scripts and settings, so that nothing of it hangs on the process.

/** What CONFIG SET makes of these ends with the sequence. */
const settings: Pool = oneOf(...Object.keys(LIMITS), 'ZSET-MAX-LISTPACK-VALUE')
const settingsAsked: Pool = oneOf(
  'hash-max-*',
  'list-*',
  'z?et-max-ziplist-*',
  'maxmemory*',
  'notify-keyspace-events',
  'appendonly',
  'SAVE',
  'slowlog-*',
  'stream-node-max-[be]*',
  'client-output-buffer-limit',
  'oom-score-adj-values',
  'none*',
)
const oddSettings: Pool = oneOf('', 'abc', '(', '[', '\\', '\xff\0', 'x'.repeat(70), 'port ')

const sections: Pool = oneOf(
  ...'commandstats commandstats errorstats errorstats keyspace stats clients modules cluster'.split(
    ' ',
  ),
  ...'EVERYTHING all default server nothing'.split(' '),
  '',
)

const categories: Pool = oneOf(
  ...'read write set hash list string admin fast slow blocking geo scripting'.split(' '),
  'FAST',
)
const commandNames: Pool = oneOf(
  ...'get SET zadd xgroup|create xgroup config|GET command eval bitfield sort georadius'.split(' '),
  ...'nothing get|x xgroup|nothing |'.split(' '),
  '',
)
const users: Pool = oneOf('default', 'default', 'default', 'default', 'nobody', 'DEFAULT', '')

/** The id of no client. */
const NOBODY = '1000000'
const noIds: Pool = oneOf('0', '-1', 'abc', '', '1.5', '9223372036854775808')
const addresses: Pool = oneOf('1.2.3.4:5', '[::1]:6379', ':0', '', 'x')

const scripts: Pool = oneOf('return 1', "return redis.call('get', KEYS[1])", '', '--')
const brokenScripts: Pool = oneOf(
  'return +',
  '\xff',
  'x = = 1',
  '#!lua\nreturn 1',
  '"',
  'goto',
  '((',
)
const digests: Pool = oneOf(
  'e0e1f9fabfc9d4800c877a703b823ac0578ff8db',
  'E0E1F9FABFC9D4800C877A703B823AC0578FF8DB',
  '0'.repeat(40),
  'abc',
  '',
)

/** The one library that there is: of several, FUNCTION DUMP would show a hash table's order. */
export const LIBRARY = "#!lua name=lib\nredis.register_function('f', function() return 1 end)"
export const LIBRARIES: readonly string[] = [
  LIBRARY,
  "#!lua name=lib\nredis.register_function{function_name='g', callback=function() end, description='d', flags={'no-writes', 'allow-stale'}}",
  "#!LUA name=lib\nlocal echo = function(keys, args) return {keys, args} end redis.register_function('a', echo) redis.register_function('b', echo)",
]
const brokenLibraries: Pool = oneOf(
  '',
  'return 1',
  '#!lua',
  '#!lua\n',
  '#!lua nom=lib\n',
  '#!lua name=\n',
  '#!lua name=a.b\n',
  '#!lua name=lib name=lib\n',
  '#!perl name=lib\n',
  '#!lua name=lib\nreturn +',
  '#!lua name=lib\n',
  "#!lua name=lib\nredis.call('get', 'k')",
  "#!lua name=lib\nredis.register_function('f')",
  "#!lua name=lib\nredis.register_function('f.g', function() end)",
  "#!lua name=lib\nredis.register_function('f', function() end) redis.register_function('f', function() end)",
  "#!lua name=lib\nredis.register_function{function_name='f', callback=function() end, flags={'x'}}",
  '#!lua name=lib\nx = 1',
  "#!lua name=lib\nerror('no')",
)

/** With all of COMMAND's replies the run would do little else. */
const named: Hint = { values: { 'command-name': commandNames }, chance: { 'command-name': 0.98 } }
const request: Hint = { request: true }

export const SERVER_HINTS: Readonly<Record<string, Hint>> = {
  'acl|cat': { values: { categoryname: categories } },
  'acl|deluser': { values: { username: oneOf('nobody', 'u', '') }, bad: { username: users } },
  'acl|dryrun': {
    values: {
      username: oneOf('default', 'default', 'default', 'default', 'nobody'),
      command: oneOf('del', 'MGET', 'exists', 'sunion', 'ping', 'nothing'),
    },
    chance: { arg: 0.8 },
  },
  'acl|genpass': { values: { bits: oneOf(1, 4, 5, 64, 4096) } },
  'acl|getuser': { values: { username: users } },

  'client|kill': {
    values: {
      'client-id': oneOf(NOBODY),
      username: oneOf('default', 'default', 'nobody'),
      'ip:port': addresses,
      'yes/no': oneOf('yes', 'no', 'NO'),
    },
    bad: { 'client-id': noIds, 'yes/no': oneOf('maybe', ''), username: oneOf('nobody', '') },
    // Whoever the other filters would find.
    also: (argv) => (argv.length > 3 ? ['ID', NOBODY] : []),
  },
  'client|list': { values: { 'client-id': oneOf(NOBODY) }, bad: { 'client-id': noIds } },
  'client|setname': {
    values: { 'connection-name': oneOf('a', 'name', '~!', '') },
    bad: { 'connection-name': oneOf('a b', 'a\n', '\xff', '\0', ' ') },
  },
  'client|unblock': { values: { 'client-id': oneOf(0, 1, 2, 1_000_000) } },

  'command|docs': named,
  'command|info': named,
  'command|getkeys': request,
  'command|getkeysandflags': request,
  'command|list': { values: { category: categories, 'module-name': oneOf('m', '') } },

  'config|get': { values: { parameter: settingsAsked }, bad: { parameter: oddSettings } },
  'config|set': {
    values: { parameter: settings, value: oneOf(1, 2, 3, 64, 128) },
    bad: {
      parameter: oddSettings,
      value: oneOf('', 'abc', '1.5', '-1', '1kb', '-6', '9223372036854775808', '0x10', '1 '),
    },
    most: { parameter_value: 2 },
  },

  'function|load': {
    values: { 'function-code': oneOf(...LIBRARIES) },
    bad: { 'function-code': brokenLibraries },
    chance: { REPLACE: 0.8 },
  },
  'function|delete': { values: { 'library-name': oneOf('lib') } },
  'function|restore': { chance: { REPLACE: 0.8, FLUSH: 0.15, policy: 0.8 } },
  'function|list': { values: { 'library-name-pattern': oneOf('lib', '*', 'LI?', 'x', '') } },

  info: { values: { section: sections }, chance: { section: 0.95 } },

  'latency|reset': { values: { event: oneOf('command', 'fork', '') } },
  'latency|history': { values: { event: oneOf('command', 'fork', '') } },

  'slowlog|get': {
    values: { count: oneOf(-1, 0, 1, 3, 10, 200) },
    bad: { count: oneOf('-2', 'abc', '1.5', '', '9223372036854775808') },
  },

  'script|exists': { values: { sha1: digests } },
  'script|load': { values: { script: scripts }, bad: { script: brokenScripts } },
}
