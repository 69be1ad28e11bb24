/** Commands that are not drawn, by the reason why. Transcripts cover them. */
const NOT_DRAWN: Readonly<Record<string, string>> = {
  'some of it stops the server; the digest is asked at the end of each sequence': 'debug',
  'comes with MULTI': 'exec discard',
  'changes the connection':
    'auth hello reset monitor subscribe psubscribe ssubscribe client|reply client|tracking script|debug',
  'ends the connection': 'quit client|kill',
  'several replies, or none': 'unsubscribe punsubscribe sunsubscribe',
  'ends the server': 'shutdown',
  'makes everybody wait': 'client|pause',
  replication: 'sync psync replconf replicaof slaveof failover role',
  'needs another server': 'migrate',
  'writes files': 'save bgsave bgrewriteaof lastsave config|rewrite',
  'shows the registers’ layout at random moments': 'pfdebug',
  'takes seconds': 'pfselftest',
  'compared as a whole by table.test.ts': 'command',
  'is about the process':
    'info client|info client|list memory|doctor memory|malloc-stats memory|stats',
  'sizes are a model of what jemalloc gives': 'memory|usage',
  'tells which commands were slow': 'slowlog|get latency|histogram',
  'refused where no command was slow': 'latency|graph',
  'draws by chance': 'lolwut',
  'refused without cluster mode':
    'readonly readwrite asking restore-asking cluster|addslots cluster|addslotsrange cluster|bumpepoch ' +
    'cluster|count-failure-reports cluster|countkeysinslot cluster|delslots cluster|delslotsrange ' +
    'cluster|failover cluster|flushslots cluster|forget cluster|getkeysinslot cluster|help cluster|info cluster|keyslot ' +
    'cluster|links cluster|meet cluster|myid cluster|nodes cluster|replicas cluster|replicate ' +
    'cluster|reset cluster|saveconfig cluster|set-config-epoch cluster|setslot cluster|shards ' +
    'cluster|slaves cluster|slots',
  'refused without tracking': 'client|caching',
  'refused without an ACL file': 'acl|load acl|save',
  'acl.test.ts draws users': 'acl|setuser',
  'refused without modules': 'module|load module|loadex module|unload',
  'refused while nothing runs': 'script|kill function|kill',
  'nothing to compare but nil': 'randomkey',
  'needs an LFU policy, and after a change of policy both clocks tell nonsense': 'object|freq',
  'the transcripts have its payloads': 'function|restore',
  'scripts have tests of their own': 'eval eval_ro evalsha evalsha_ro fcall fcall_ro',
}

const NAMES: ReadonlySet<string> = new Set(
  Object.values(NOT_DRAWN).flatMap((names) => names.split(' ')),
)

export function isDrawn(command: string): boolean {
  return !NAMES.has(command)
}
