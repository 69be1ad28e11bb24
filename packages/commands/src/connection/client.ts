import type { Command } from '../command.ts'
import { clientGetname } from './client-getname.ts'
import { clientHelp } from './client-help.ts'
import { clientId } from './client-id.ts'
import { clientInfo } from './client-info.ts'
import { clientKill } from './client-kill.ts'
import { clientList } from './client-list.ts'
import { clientNoEvict } from './client-no-evict.ts'
import { clientReply } from './client-reply.ts'
import { clientSetname } from './client-setname.ts'

/** CLIENT */
export const client: Command = {
  name: 'client',
  group: 'connection',
  since: '2.4.0',
  arity: -2,
  flags: [],
  subcommands: [
    clientGetname,
    clientHelp,
    clientId,
    clientInfo,
    clientKill,
    clientList,
    clientNoEvict,
    clientReply,
    clientSetname,
  ],
}
