import { type Command, type Handler, helpOf } from '@resident/commands'
import { err } from '../errors.ts'
import { scriptingOf } from '../scripting.ts'
import { isFlushMode } from './flush-mode.ts'
import { killRun } from './kill-run.ts'

/** SCRIPT DEBUG <YES | SYNC | NO> */
const scriptDebug: Handler = (client, argv, reply) => {
  const word = argv[2]!.toUpperCase()
  if (word !== 'YES' && word !== 'SYNC' && word !== 'NO') {
    throw err('Use SCRIPT DEBUG YES/SYNC/NO')
  }
  scriptingOf(client.server).debug(client, word !== 'NO')
  reply.status('OK')
}

/** SCRIPT EXISTS sha1 [sha1 ...] */
const scriptExists: Handler = (client, argv, reply) => {
  const { scripts } = scriptingOf(client.server)
  reply.array(argv.length - 2)
  for (let i = 2; i < argv.length; i++) {
    reply.integer(scripts.find(argv[i]!) === undefined ? 0 : 1)
  }
}

/** SCRIPT FLUSH [ASYNC | SYNC] */
const scriptFlush: Handler = (client, argv, reply) => {
  if (argv.length > 3 || !isFlushMode(argv)) {
    throw err('SCRIPT FLUSH only support SYNC|ASYNC option')
  }
  scriptingOf(client.server).flushScripts()
  reply.status('OK')
}

/** SCRIPT LOAD script */
const scriptLoad: Handler = (client, argv, reply) => {
  reply.bulk(scriptingOf(client.server).scripts.load(argv[2]!).sha)
}

/** SCRIPT */
export const script: Command = {
  name: 'script',
  arity: -2,
  flags: [],
  subcommands: [
    { name: 'debug', arity: 3, flags: ['noscript'], run: scriptDebug },
    {
      name: 'exists',
      arity: -3,
      flags: ['noscript'],
      tips: ['request_policy:all_shards', 'response_policy:agg_logical_and'],
      run: scriptExists,
    },
    {
      name: 'flush',
      arity: -2,
      flags: ['noscript'],
      tips: ['request_policy:all_nodes', 'response_policy:all_succeeded'],
      run: scriptFlush,
    },
    helpOf('SCRIPT'),
    killRun('eval'),
    {
      name: 'load',
      arity: 3,
      flags: ['noscript', 'stale'],
      tips: ['request_policy:all_nodes', 'response_policy:all_succeeded'],
      run: scriptLoad,
    },
  ],
}
