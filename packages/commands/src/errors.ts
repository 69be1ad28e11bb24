import type { Bytes } from '@resident/bytes'
import { untilZero } from './until-zero.ts'

/**
 * A reply that says no. It is thrown, carries no stack, and is written to the
 * client as `-CODE message`.
 */
export class CommandError {
  readonly code: string
  readonly message: string

  constructor(code: string, message: string) {
    this.code = code
    this.message = message
  }
}

export const err = (message: string): CommandError => new CommandError('ERR', message)

// Wording is Redis's own, to the letter: clients match on it.
export const WRONGTYPE: CommandError = new CommandError(
  'WRONGTYPE',
  'Operation against a key holding the wrong kind of value',
)
export const NOT_AN_INTEGER: CommandError = err('value is not an integer or out of range')
export const OUT_OF_RANGE_POSITIVE: CommandError = err('value is out of range, must be positive')
export const NOT_A_FLOAT: CommandError = err('value is not a valid float')
export const SYNTAX: CommandError = err('syntax error')
export const NO_SUCH_KEY: CommandError = err('no such key')
export const DB_OUT_OF_RANGE: CommandError = err('DB index is out of range')
export const SAME_OBJECT: CommandError = err('source and destination objects are the same')
export const NOAUTH: CommandError = new CommandError('NOAUTH', 'Authentication required.')
export const OOM: CommandError = new CommandError(
  'OOM',
  "command not allowed when used memory > 'maxmemory'.",
)
export const INTERNAL: CommandError = err('internal error')
export const NOT_FOR_MONITORS: CommandError = err("Replica can't interact with the keyspace")
export const UNBLOCKED: CommandError = new CommandError(
  'UNBLOCKED',
  'client unblocked via CLIENT UNBLOCK',
)
export const EXECABORT: CommandError = new CommandError(
  'EXECABORT',
  'Transaction discarded because of previous errors.',
)
export const SSUBSCRIBE_IN_TRANSACTION: CommandError = err(
  "SSUBSCRIBE isn't allowed for a DENY BLOCKING client",
)
export const NO_MULTI: CommandError = err('Command not allowed inside a transaction')
export const NESTED_MULTI: CommandError = err('MULTI calls can not be nested')
export const WATCH_INSIDE_MULTI: CommandError = err('WATCH inside MULTI is not allowed')
export const EXEC_WITHOUT_MULTI: CommandError = err('EXEC without MULTI')
export const DISCARD_WITHOUT_MULTI: CommandError = err('DISCARD without MULTI')
export const OFFSET_OUT_OF_RANGE: CommandError = err('offset is out of range')
export const STRING_TOO_LONG: CommandError = err(
  'string exceeds maximum allowed size (proto-max-bulk-len)',
)
export const INCREMENT_OVERFLOW: CommandError = err('increment or decrement would overflow')
export const DECREMENT_OVERFLOW: CommandError = err('decrement would overflow')
export const NAN_OR_INFINITY: CommandError = err('increment would produce NaN or Infinity')
export const LCS_NOT_STRINGS: CommandError = err('The specified keys must contain string values')
export const LCS_LEN_AND_IDX: CommandError = err(
  'If you want both the length and indexes, please just use IDX.',
)
export const LCS_TOO_LONG: CommandError = err(
  'Insufficient memory, transient memory for LCS exceeds proto-max-bulk-len',
)
export const BIT_OFFSET: CommandError = err('bit offset is not an integer or out of range')
export const BIT_VALUE: CommandError = err('bit is not an integer or out of range')
export const BIT_ARGUMENT: CommandError = err('The bit argument must be 1 or 0.')
export const BITOP_NOT_ONE_KEY: CommandError = err(
  'BITOP NOT must be called with a single source key.',
)
export const BITFIELD_TYPE: CommandError = err(
  'Invalid bitfield type. Use something like i16 u8. Note that u64 is not supported but i64 is.',
)
export const BITFIELD_OVERFLOW_TYPE: CommandError = err('Invalid OVERFLOW type specified')
export const BITFIELD_RO_ONLY_GET: CommandError = err(
  'BITFIELD_RO only supports the GET subcommand',
)
export const NOT_A_SKETCH: CommandError = new CommandError(
  'WRONGTYPE',
  'Key is not a valid HyperLogLog string value.',
)
export const CORRUPTED_SKETCH: CommandError = new CommandError(
  'INVALIDOBJ',
  'Corrupted HLL object detected',
)
export const INT_OUT_OF_RANGE: CommandError = err(
  'value is out of range, value must between -2147483648 and 2147483647',
)
export const WRONGPASS: CommandError = new CommandError(
  'WRONGPASS',
  'invalid username-password pair or user is disabled.',
)
export const NO_PASSWORD_SET: CommandError = err(
  'AUTH <password> called without any password configured for the default user. Are you sure your configuration is correct?',
)
export const HELLO_NOAUTH: CommandError = new CommandError(
  'NOAUTH',
  'HELLO must be called with the client already authenticated, otherwise the HELLO AUTH <user> <pass> option can be used to authenticate the client and select the RESP protocol version at the same time',
)
export const NOPROTO: CommandError = new CommandError('NOPROTO', 'unsupported protocol version')
export const PROTOCOL_NOT_AN_INTEGER: CommandError = err(
  'Protocol version is not an integer or out of range',
)
export const CLIENT_NAME: CommandError = err(
  'Client names cannot contain spaces, newlines or special characters.',
)
export const INVALID_CLIENT_ID: CommandError = err('Invalid client ID')
export const CLIENT_ID_NOT_POSITIVE: CommandError = err('client-id should be greater than 0')
export const NO_SUCH_CLIENT: CommandError = err('No such client')
export const UNBLOCK_REASON: CommandError = err('CLIENT UNBLOCK reason should be TIMEOUT or ERROR')
export const PAUSE_MODE: CommandError = err('CLIENT PAUSE mode must be WRITE or ALL')
export const CACHING_NOT_TRACKING: CommandError = err(
  'CLIENT CACHING can be called only when the client is in tracking mode with OPTIN or OPTOUT mode enabled',
)
export const CACHING_YES_WITHOUT_OPTIN: CommandError = err(
  'CLIENT CACHING YES is only valid when tracking is enabled in OPTIN mode.',
)
export const CACHING_NO_WITHOUT_OPTOUT: CommandError = err(
  'CLIENT CACHING NO is only valid when tracking is enabled in OPTOUT mode.',
)
export const SINGLE_REDIRECT: CommandError = err(
  'A client can only redirect to a single other client',
)
export const NO_REDIRECT_TARGET: CommandError = err(
  'The client ID you want redirect to does not exist',
)
export const PREFIX_WITHOUT_BCAST: CommandError = err(
  'PREFIX option requires BCAST mode to be enabled',
)
export const BCAST_SWITCHED: CommandError = err(
  "You can't switch BCAST mode on/off before disabling tracking for this client, and then re-enabling it with a different mode.",
)
export const OPTIN_WITH_BCAST: CommandError = err('OPTIN and OPTOUT are not compatible with BCAST')
export const OPTIN_AND_OPTOUT: CommandError = err(
  "You can't specify both OPTIN mode and OPTOUT mode",
)
export const OPTIN_SWITCHED: CommandError = err(
  "You can't switch OPTIN/OPTOUT mode before disabling tracking for this client, and then re-enabling it with a different mode.",
)
export const MONITOR_DENIED: CommandError = err("MONITOR isn't allowed for DENY BLOCKING client")
export const COUNT_BELOW_MINUS_ONE: CommandError = err(
  'count should be greater than or equal to -1',
)
export const SKETCH_NOT_SPARSE: CommandError = err('HLL encoding is not sparse')
export const SELF_TEST_DISAGREES: CommandError = new CommandError(
  'TESTFAILED',
  'dense/sparse disagree',
)
export const KEY_DOES_NOT_EXIST: CommandError = err('The specified key does not exist')
export const OUT_OF_RANGE: CommandError = err('value is out of range')
export const LONG_OUT_OF_RANGE: CommandError = err(
  'value is out of range, value must between -9223372036854775807 and 9223372036854775807',
)
export const INDEX_OUT_OF_RANGE: CommandError = err('index out of range')
export const INVALID_CURSOR: CommandError = err('invalid cursor')
export const NAN_OR_INFINITE_VALUE: CommandError = err('value is NaN or Infinity')
export const HASH_VALUE_NOT_AN_INTEGER: CommandError = err('hash value is not an integer')
export const HASH_VALUE_NOT_A_FLOAT: CommandError = err('hash value is not a float')
export const NUMKEYS_NOT_POSITIVE: CommandError = err('numkeys should be greater than 0')
export const MORE_KEYS_THAN_ARGS: CommandError = err(
  "Number of keys can't be greater than number of args",
)
export const LIMIT_NEGATIVE: CommandError = err("LIMIT can't be negative")
export const COUNT_NEGATIVE: CommandError = err("COUNT can't be negative")
export const COUNT_NOT_POSITIVE: CommandError = err('count should be greater than 0')
export const MAXLEN_NEGATIVE: CommandError = err("MAXLEN can't be negative")
export const RANK_ZERO: CommandError = err(
  "RANK can't be zero: use 1 to start from the first match, 2 from the second ... or use negative to start from the end of the list",
)
export const TIMEOUT_NOT_A_FLOAT: CommandError = err('timeout is not a float or out of range')
export const TIMEOUT_NEGATIVE: CommandError = err('timeout is negative')

export const EXPIRE_NX_AND_OTHERS: CommandError = err(
  'NX and XX, GT or LT options at the same time are not compatible',
)
export const EXPIRE_GT_AND_LT: CommandError = err(
  'GT and LT options at the same time are not compatible',
)
export const TIMEOUT_NOT_AN_INTEGER: CommandError = err('timeout is not an integer or out of range')
export const LFU_NOT_SELECTED: CommandError = err(
  'An LFU maxmemory policy is not selected, access frequency not tracked. Please note that when switching between policies at runtime LRU and LFU data will take some time to adjust.',
)
export const LFU_SELECTED: CommandError = err(
  'An LFU maxmemory policy is selected, idle time not tracked. Please note that when switching between policies at runtime LRU and LFU data will take some time to adjust.',
)
export const MIN_OR_MAX_NOT_A_FLOAT: CommandError = err('min or max is not a float')
export const LEX_BOUND: CommandError = err('min or max not valid string range item')
export const LIMIT_BY_RANK: CommandError = err(
  'syntax error, LIMIT is only supported in combination with either BYSCORE or BYLEX',
)
export const WITHSCORES_BY_LEX: CommandError = err(
  'syntax error, WITHSCORES not supported in combination with BYLEX',
)
export const XX_AND_NX: CommandError = err('XX and NX options at the same time are not compatible')
export const GT_LT_NX: CommandError = err(
  'GT, LT, and/or NX options at the same time are not compatible',
)
export const INCR_SINGLE_PAIR: CommandError = err(
  'INCR option supports a single increment-element pair',
)
export const SCORE_NOT_A_NUMBER: CommandError = err('resulting score is not a number (NaN)')
export const WEIGHT_NOT_A_FLOAT: CommandError = err('weight value is not a float')

export const SCORES_NOT_DOUBLES: CommandError = err(
  "One or more scores can't be converted into double",
)

export const BUSYKEY: CommandError = new CommandError('BUSYKEY', 'Target key name already exists.')
export const INVALID_TTL: CommandError = err('Invalid TTL value, must be >= 0')
export const INVALID_IDLETIME: CommandError = err('Invalid IDLETIME value, must be >= 0')
export const INVALID_FREQ: CommandError = err('Invalid FREQ value, must be >= 0 and <= 255')
export const WRONG_CHECKSUM: CommandError = err('DUMP payload version or checksum are wrong')
export const BAD_DATA_FORMAT: CommandError = err('Bad data format')
export const RADIUS_NOT_NUMERIC: CommandError = err('need numeric radius')
export const RADIUS_NEGATIVE: CommandError = err('radius cannot be negative')
export const WIDTH_NOT_NUMERIC: CommandError = err('need numeric width')
export const HEIGHT_NOT_NUMERIC: CommandError = err('need numeric height')
export const BOX_NEGATIVE: CommandError = err('height or width cannot be negative')
export const UNSUPPORTED_UNIT: CommandError = err(
  'unsupported unit provided. please use M, KM, FT, MI',
)
export const MEMBER_NOT_DECODED: CommandError = err('could not decode requested zset member')
export const COUNT_ZERO: CommandError = err('COUNT must be > 0')
export const ANY_WITHOUT_COUNT: CommandError = err('the ANY argument requires COUNT argument')

/** EXEC itself was refused: for this reason. */
export const execAborted = ({ code, message }: CommandError): CommandError =>
  new CommandError(
    'EXECABORT',
    `Transaction discarded because of: ${code === 'ERR' ? '' : `${code} `}${message}`,
  )
export const FIRST_DB_INDEX: CommandError = err('invalid first DB index')
export const SECOND_DB_INDEX: CommandError = err('invalid second DB index')
export const NO_CONFIG_FILE: CommandError = err('The server is running without a config file')
export const DEBUG_NOT_ALLOWED: CommandError = err(
  'DEBUG command not allowed. If the enable-debug-command option is set to "local", you can run it from a local connection, otherwise you need to set this option in the configuration file, and then restart the server.',
)
export const PROTOCOL_TYPE: CommandError = err(
  'Wrong protocol type name. Please use one of the following: string|integer|double|bignum|null|array|set|map|attrib|push|verbatim|true|false',
)
export const ONLY_RESP3: CommandError = err('RESP2 is not supported by this command')
export const PACKED_THRESHOLD: CommandError = err(
  'argument must be a memory value bigger than 1 and smaller than 4gb',
)
export const INVALID_COMMAND: CommandError = err('Invalid command specified')
export const NO_KEY_ARGUMENTS: CommandError = err('The command has no key arguments')
export const INVALID_COMMAND_ARITY: CommandError = err(
  'Invalid number of arguments specified for command',
)
export const INVALID_COMMAND_ARGS: CommandError = err('Invalid arguments specified for command')

export const wrongArity = (fullName: string): CommandError =>
  err(`wrong number of arguments for '${fullName}' command`)

export const invalidExpire = (command: string): CommandError =>
  err(`invalid expire time in '${command}' command`)

export const helloSyntax = (option: string): CommandError =>
  err(`Syntax error in HELLO option '${option}'`)

export const unknownClientType = (name: string): CommandError =>
  err(`Unknown client type '${name}'`)

export const noSuchUser = (name: string): CommandError => err(`No such user '${name}'`)

export const unknownPfdebug = (subcommand: string): CommandError =>
  err(`Unknown PFDEBUG subcommand '${subcommand}'`)

/** PFSELFTEST's. */
export const selfTestError = (cardinality: number, off: number): CommandError =>
  new CommandError('TESTFAILED', `Too big error. card:${cardinality} abserr:${off}`)

export const unsupportedOption = (option: string): CommandError =>
  err(`Unsupported option ${option}`)

export const noInputKeys = (command: string): CommandError =>
  err(`at least 1 input key is needed for '${command}' command`)

/** A subcommand that is there, called in a way that is not (addReplySubcommandSyntaxError). */
export const subcommandSyntax = (container: string, subcommand: string): CommandError =>
  err(
    `unknown subcommand or wrong number of arguments for '${subcommand.slice(0, 128)}'. Try ${container} HELP.`,
  )

export const invalidPair = (longitude: string, latitude: string): CommandError =>
  err(`invalid longitude,latitude pair ${longitude},${latitude}`)

export const storeWithExtras = (what: string): CommandError =>
  err(`${what} is not compatible with WITHDIST, WITHHASH and WITHCOORD options`)

export const centerMissing = (name: string): CommandError =>
  err(`exactly one of FROMMEMBER or FROMLONLAT can be specified for ${name}`)

export const shapeMissing = (name: string): CommandError =>
  err(`exactly one of BYRADIUS and BYBOX can be specified for ${name}`)

export const debugSyntax = (subcommand: string): CommandError =>
  err(`unknown subcommand or wrong number of arguments for '${subcommand}'. Try DEBUG HELP.`)

export const CLUSTER_DISABLED: CommandError = err('This instance has cluster support disabled')
export const CROSS_SLOT: CommandError = new CommandError(
  'CROSSSLOT',
  "Keys in request don't hash to the same slot",
)
export const CLUSTER_DOWN: CommandError = new CommandError('CLUSTERDOWN', 'The cluster is down')
export const CLUSTER_DOWN_READS_ONLY: CommandError = new CommandError(
  'CLUSTERDOWN',
  'The cluster is down and only accepts read commands',
)
export const SLOT_NOT_SERVED: CommandError = new CommandError('CLUSTERDOWN', 'Hash slot not served')
export const TRY_AGAIN: CommandError = new CommandError(
  'TRYAGAIN',
  'Multiple keys request during rehashing of slot',
)
export const BAD_SLOT: CommandError = err('Invalid or out of range slot')
export const BAD_SLOT_NUMBER: CommandError = err('Invalid slot')
export const BAD_SLOT_OR_COUNT: CommandError = err('Invalid slot or number of keys')
export const DB_NOT_EMPTY_TO_FLUSH_SLOTS: CommandError = err(
  'DB must be empty to perform CLUSTER FLUSHSLOTS.',
)
export const RESET_WITH_KEYS: CommandError = err(
  "CLUSTER RESET can't be called with master nodes containing keys",
)
export const SETSLOT_ACTION: CommandError = err(
  'Invalid CLUSTER SETSLOT action or number of arguments. Try CLUSTER HELP',
)
export const HAS_CONFIG_EPOCH: CommandError = err('Node config epoch is already non-zero')
export const FORGET_MYSELF: CommandError = err("I tried hard but I can't forget myself...")
export const REPLICATE_MYSELF: CommandError = err("Can't replicate myself")
export const FAILOVER_OF_MASTER: CommandError = err('You should send CLUSTER FAILOVER to a replica')
export const SELECT_IN_CLUSTER: CommandError = err('SELECT is not allowed in cluster mode')
export const MOVE_IN_CLUSTER: CommandError = err('MOVE is not allowed in cluster mode')
export const SWAPDB_IN_CLUSTER: CommandError = err('SWAPDB is not allowed in cluster mode')
export const COPY_IN_CLUSTER: CommandError = err(
  'Copying to another database is not allowed in cluster mode',
)
export const REPLICAOF_IN_CLUSTER: CommandError = err('REPLICAOF not allowed in cluster mode.')
export const FAILOVER_IN_CLUSTER: CommandError = err(
  'FAILOVER not allowed in cluster mode. Use CLUSTER FAILOVER command instead.',
)
export const SORT_BY_IN_CLUSTER: CommandError = err('BY option of SORT denied in Cluster mode.')
export const SORT_GET_IN_CLUSTER: CommandError = err('GET option of SORT denied in Cluster mode.')

export const slotBusy = (slot: number): CommandError => err(`Slot ${slot} is already busy`)
export const slotUnassigned = (slot: number): CommandError =>
  err(`Slot ${slot} is already unassigned`)
export const slotRepeated = (slot: number): CommandError =>
  err(`Slot ${slot} specified multiple times`)
export const rangeReversed = (first: number, last: number): CommandError =>
  err(`start slot number ${first} is greater than end slot number ${last}`)
export const notSlotOwner = (slot: number): CommandError =>
  err(`I'm not the owner of hash slot ${slot}`)
export const slotOwner = (slot: number): CommandError =>
  err(`I'm already the owner of hash slot ${slot}`)
export const unknownNode = (id: Bytes): CommandError => err(`Unknown node ${untilZero(id)}`)
export const unknownTarget = (id: Bytes): CommandError =>
  err(`I don't know about node ${untilZero(id)}`)
export const badConfigEpoch = (epoch: number): CommandError =>
  err(`Invalid config epoch specified: ${epoch}`)
export const badBasePort = (port: Bytes): CommandError =>
  err(`Invalid TCP base port specified: ${untilZero(port)}`)
export const badBusPort = (port: Bytes): CommandError =>
  err(`Invalid TCP bus port specified: ${untilZero(port)}`)
export const badNodeAddress = (address: Bytes, port: Bytes): CommandError =>
  err(`Invalid node address specified: ${untilZero(address)}:${untilZero(port)}`)

export const MODULE_NOT_ALLOWED: CommandError = err(
  'MODULE command not allowed. If the enable-module-command option is set to "local", you can run it from a local connection, otherwise you need to set this option in the configuration file, and then restart the server.',
)
export const MODULE_NOT_LOADED: CommandError = err(
  'Error loading the extension. Please check the server logs.',
)
export const NO_SUCH_MODULE: CommandError = err(
  'Error unloading module: no such module with that name',
)
export const FAILOVER_NO_REPLICAS: CommandError = err('FAILOVER requires connected replicas.')
export const FAILOVER_TIMEOUT: CommandError = err('FAILOVER timeout must be greater than 0')
export const NO_FAILOVER: CommandError = err('No failover in progress.')
export const MASTER_PORT: CommandError = err('Invalid master port')
export const NO_MASTER_LINK: CommandError = new CommandError(
  'NOMASTERLINK',
  "Can't SYNC while not connected with my master",
)
/** An error that says no more than that. */
export const NOT_SAVED: CommandError = err('')
export const SAVE_IN_PROGRESS: CommandError = err('Background save already in progress')
export const NO_AOF_REWRITE: CommandError = err(
  "Can't execute an AOF background rewriting. Please check the server logs for more information.",
)
export const MIGRATE_KEY_AND_KEYS: CommandError = err(
  'When using MIGRATE KEYS option, the key argument must be set to the empty string',
)
export const NO_SHUTDOWN: CommandError = err('No shutdown in progress.')
export const SHUTDOWN_FAILED: CommandError = err('Errors trying to SHUTDOWN. Check logs.')
export const RELOAD_OPTION: CommandError = err(
  'DEBUG RELOAD only supports the MERGE, NOFLUSH and NOSAVE options.',
)
export const DUMP_NOT_LOADED: CommandError = err('Error trying to load the RDB dump')
export const MISCONF: CommandError = new CommandError(
  'MISCONF',
  "Redis is configured to save RDB snapshots, but it's currently unable to persist to disk. Commands that may modify the data set are disabled, because this instance is configured to report errors during writes if RDB snapshotting fails (stop-writes-on-bgsave-error option). Please check the Redis logs for details about the RDB error.",
)
export const PSYNC_FAILOVER: CommandError = err("PSYNC FAILOVER can't be sent to a master.")
export const RDB_ONLY_RANGE: CommandError = err('value is out of range, value must between 0 and 1')
export const RDB_FILTER_MISSING: CommandError = err('Missing rdb-filter-only values')

export const rewriteFailed = (reason: string): CommandError =>
  err(`Rewriting config file: ${reason}`)

export const unknownReplconf = (option: string): CommandError =>
  err(`Unrecognized REPLCONF option: ${option}`)

export const unknownRdbFilter = (word: string): CommandError =>
  err(`Unsupported rdb-filter-only option: ${word}`)

export const replicaAddressTooLong = (bytes: number): CommandError =>
  err(`REPLCONF ip-address provided by replica instance is too long: ${bytes} bytes`)

export const ACL_USERNAME: CommandError = err("Usernames can't contain spaces or null characters")
export const DEFAULT_USER_STAYS: CommandError = err("The 'default' user cannot be removed")
export const GENPASS_BITS: CommandError = err(
  'ACL GENPASS argument must be the number of bits for the output password, a positive number up to 4096',
)
export const NO_ACL_FILE: CommandError = err(
  'This Redis instance is not configured to use an ACL file. You may want to specify users via the ACL SETUSER command and then issue a CONFIG REWRITE (assuming you have a Redis configuration file set) in order to store users in the Redis configuration.',
)
export const ACL_NOT_SAVED: CommandError = err(
  'There was an error trying to save the ACLs. Please check the server logs for more information',
)
export const SORT_BY_DENIED: CommandError = err(
  'BY option of SORT denied due to insufficient ACL permissions.',
)
export const SORT_GET_DENIED: CommandError = err(
  'GET option of SORT denied due to insufficient ACL permissions.',
)

export const unknownCategory = (name: string): CommandError =>
  err(`Unknown category '${name.slice(0, 128)}'`)

export const aclUserNotFound = (name: string): CommandError => err(`User '${name}' not found`)

export const aclCommandNotFound = (name: string): CommandError => err(`Command '${name}' not found`)

export const unmatchedParenthesis = (word: string): CommandError =>
  err(`Unmatched parenthesis in acl selector starting at '${word}'.`)

export const aclRuleRefused = (rule: string, why: string): CommandError =>
  err(`Error in ACL SETUSER modifier '${rule}': ${why}`)

/** What a user may not: run a command, or use one of its keys or channels. */
export type Forbidden = 'command' | 'key' | 'channel'

/** A request that the user may not make. */
export const noPermission = (forbidden: Forbidden, fullName: string): CommandError =>
  new CommandError(
    'NOPERM',
    forbidden === 'command'
      ? `this user has no permissions to run the '${fullName}' command`
      : `this user has no permissions to access one of the ${forbidden}s used as arguments`,
  )

const NO_LONGER: Readonly<Record<Forbidden, string>> = {
  command: 'no permission to execute the command or subcommand',
  key: 'no permission to touch the specified keys',
  channel: 'no permission to access one of the channels used as arguments',
}

/** The same at EXEC. */
export const noLongerPermitted = (forbidden: Forbidden): CommandError =>
  new CommandError(
    'NOPERM',
    `ACLs rules changed between the moment the transaction was accumulated and the EXEC call. This command is no longer allowed for the following reason: ${NO_LONGER[forbidden]}`,
  )

const SCRIPT_MAY_NOT: Readonly<Record<Forbidden, string>> = {
  command: 'run this command or subcommand',
  key: 'access at least one of the keys mentioned in the command arguments',
  channel: 'publish to the channel mentioned in the command',
}

/** The same in a script. */
export const scriptMayNot = (forbidden: Forbidden): CommandError =>
  err(`The user executing the script can't ${SCRIPT_MAY_NOT[forbidden]}`)

export const INVALID_STREAM_ID: CommandError = err(
  'Invalid stream ID specified as stream command argument',
)
export const INVALID_RANGE_START: CommandError = err('invalid start ID for the interval')
export const INVALID_RANGE_END: CommandError = err('invalid end ID for the interval')
export const ENTRY_ID_ZERO: CommandError = err('The ID specified in XADD must be greater than 0-0')
export const ENTRY_ID_TOO_SMALL: CommandError = err(
  'The ID specified in XADD is equal or smaller than the target stream top item',
)
export const ENTRY_IDS_EXHAUSTED: CommandError = err(
  'The stream has exhausted the last possible ID, unable to add more items',
)
export const ENTRY_TOO_LARGE: CommandError = err('Elements are too large to be stored')
export const TWO_TRIMMINGS: CommandError = err(
  'syntax error, MAXLEN and MINID options at the same time are not compatible',
)
export const TRIM_MAXLEN_NEGATIVE: CommandError = err('The MAXLEN argument must be >= 0.')
export const TRIM_LIMIT_NEGATIVE: CommandError = err('The LIMIT argument must be >= 0.')
export const LIMIT_WITHOUT_TRIMMING: CommandError = err(
  'syntax error, LIMIT cannot be used without specifying a trimming strategy',
)
export const LIMIT_OF_EXACT_TRIMMING: CommandError = err(
  'syntax error, LIMIT cannot be used without the special ~ option',
)
export const XTRIM_WITHOUT_TRIMMING: CommandError = err(
  'syntax error, XTRIM must be called with a trimming strategy',
)
export const UNBALANCED_STREAMS: CommandError = err(
  "Unbalanced XREAD list of streams: for each stream key an ID or '$' must be specified.",
)
export const GROUP_IN_XREAD: CommandError = err(
  'The GROUP option is only supported by XREADGROUP. You called XREAD instead.',
)
export const NOACK_IN_XREAD: CommandError = err(
  'The NOACK option is only supported by XREADGROUP. You called XREAD instead.',
)
export const GROUP_MISSING: CommandError = err('Missing GROUP option for XREADGROUP')
export const LAST_ID_IN_XREADGROUP: CommandError = err(
  'The $ ID is meaningless in the context of XREADGROUP: you want to read the history of this consumer by specifying a proper ID, or use the > ID to get new messages. The $ ID would just return an empty result set.',
)
export const NEW_ID_IN_XREAD: CommandError = err(
  'The > ID can be specified only when calling XREADGROUP using the GROUP <group> <consumer> option.',
)
export const STREAM_GONE: CommandError = new CommandError(
  'UNBLOCKED',
  'the stream key no longer exists',
)
export const GROUP_GONE: CommandError = new CommandError(
  'NOGROUP',
  'the consumer group this client was blocked on no longer exists',
)
export const BUSYGROUP: CommandError = new CommandError(
  'BUSYGROUP',
  'Consumer Group name already exists',
)
export const XGROUP_NEEDS_KEY: CommandError = err(
  'The XGROUP subcommand requires the key to exist. Note that for CREATE you may want to use the MKSTREAM option to create an empty stream automatically.',
)
export const ENTRIES_READ_NEGATIVE: CommandError = err(
  'value for ENTRIESREAD must be positive or -1',
)
export const ENTRIES_ADDED_NEGATIVE: CommandError = err('entries_added must be positive')
export const ENTRIES_ADDED_TOO_FEW: CommandError = err(
  'The entries_added specified in XSETID is smaller than the target stream length',
)
export const LAST_ID_BELOW_GIVEN_DELETED: CommandError = err(
  'The ID specified in XSETID is smaller than the provided max_deleted_entry_id',
)
export const LAST_ID_BELOW_TOP: CommandError = err(
  'The ID specified in XSETID is smaller than the target stream top item',
)
export const CLAIM_COUNT_TOO_HIGH: CommandError = err(
  'Insufficient memory, failed allocating transient memory, COUNT too high.',
)

export const invalidMinIdle = (command: string): CommandError =>
  err(`Invalid min-idle-time argument for ${command}`)

export const invalidClaimOption = (option: string): CommandError =>
  err(`Invalid ${option} option argument for XCLAIM`)

export const unknownClaimOption = (option: string): CommandError =>
  err(`Unrecognized XCLAIM option '${option}'`)

const noGroup = (message: string): CommandError => new CommandError('NOGROUP', message)

export const noGroupOfKey = (group: string, key: string): CommandError =>
  noGroup(`No such consumer group '${group}' for key name '${key}'`)

export const noKeyOrGroup = (key: string, group: string): CommandError =>
  noGroup(`No such key '${key}' or consumer group '${group}'`)

export const noGroupToRead = (key: string, group: string): CommandError =>
  noGroup(`No such key '${key}' or consumer group '${group}' in XREADGROUP with GROUP option`)

export const overlapsExisting = (prefix: string, existing: string): CommandError =>
  err(
    `Prefix '${prefix}' overlaps with an existing prefix '${existing}'. Prefixes for a single client must not overlap.`,
  )

export const overlapsProvided = (prefix: string, other: string): CommandError =>
  err(
    `Prefix '${prefix}' overlaps with another provided prefix '${other}'. Prefixes for a single client must not overlap.`,
  )

export const noLatencySamples = (event: string): CommandError =>
  err(`No samples available for event '${event}'`)

export const blockInScript = (command: string): CommandError =>
  err(`${command} command is not allowed with BLOCK option from scripts`)
