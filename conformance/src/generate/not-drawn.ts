/** Commands that are not drawn, by the reason why. Transcripts cover them. */
const NOT_DRAWN: Readonly<Record<string, string>> = {
  'some of it stops the server; the digest is asked at the end of each sequence': 'debug',
  'comes with MULTI': 'exec discard',
  'changes the connection; drawn for several clients by `npm run interleave`':
    'auth hello reset monitor subscribe psubscribe ssubscribe client|reply client|tracking',
  'several replies, or none; drawn for several clients by `npm run interleave`':
    'unsubscribe punsubscribe sunsubscribe',
  'ends the connection; drawn for several clients by `npm run interleave`': 'quit',
  'makes everybody wait, the real server until its cron comes by; drawn for several clients by `npm run interleave`':
    'client|pause',
  'begins a debugger': 'script|debug',
  'ends the server': 'shutdown',
  replication: 'sync psync replconf replicaof slaveof failover',
  'needs another server': 'migrate',
  'writes files': 'save bgsave bgrewriteaof lastsave config|rewrite',
  'shows the registers’ layout at random moments': 'pfdebug',
  'takes seconds': 'pfselftest',
  'compared as a whole by table.test.ts': 'command',
  'is about the process': 'memory|doctor memory|malloc-stats memory|stats',
  'sizes are a model of what jemalloc gives': 'memory|usage',
  'tells how long commands took': 'latency|histogram',
  'draws by chance': 'lolwut',
  'acl.test.ts draws users': 'acl|setuser',
  'nothing to compare but nil': 'randomkey',
  'needs an LFU policy, and after a change of policy both clocks tell nonsense': 'object|freq',
  'scripts have tests of their own': 'eval eval_ro evalsha evalsha_ro fcall fcall_ro',
}

/** Commands that only a node of a cluster answers, which `--cluster` draws them for. */
const OF_A_CLUSTER =
  'readonly readwrite asking restore-asking cluster|addslots cluster|addslotsrange cluster|bumpepoch ' +
  'cluster|count-failure-reports cluster|countkeysinslot cluster|delslots cluster|delslotsrange ' +
  'cluster|failover cluster|flushslots cluster|forget cluster|getkeysinslot cluster|help cluster|info cluster|keyslot ' +
  'cluster|links cluster|meet cluster|myid cluster|nodes cluster|replicas cluster|replicate ' +
  'cluster|reset cluster|saveconfig cluster|set-config-epoch cluster|setslot cluster|shards ' +
  'cluster|slaves cluster|slots'

/** Commands that are drawn although they are refused whatever they say, by the reason why. */
const REFUSED: Readonly<Record<string, string>> = {
  'without cluster mode': OF_A_CLUSTER,
  'without tracking': 'client|caching',
  'without an ACL file': 'acl|load acl|save',
  'without modules': 'module|load module|loadex module|unload',
  'while nothing runs': 'script|kill function|kill',
  'where no command was slow': 'latency|graph',
}

const namesIn = (table: Readonly<Record<string, string>>): ReadonlySet<string> =>
  new Set(Object.values(table).flatMap((names) => names.split(' ')))

const notDrawn = namesIn(NOT_DRAWN)
const refused = namesIn(REFUSED)

export function isDrawn(command: string): boolean {
  return !notDrawn.has(command)
}

/** Whether no draw can succeed, so that none is demanded to. */
export function isRefused(command: string): boolean {
  return refused.has(command)
}
