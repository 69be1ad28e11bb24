import type { Bytes } from '@resident/bytes'
import * as arg from '../args/index.ts'
import type { Argv } from '../command.ts'
import { type CommandError, err, unknownNode } from '../errors.ts'
import { untilZero } from '../until-zero.ts'
import type { ClusterNode } from './cluster-node.ts'
import type { ClusterHandler } from './for-node.ts'
import { keysInSlot } from './keys-in-slot.ts'
import { slotArgument } from './slot-argument.ts'

const unknownTarget = (id: Bytes): CommandError => err(`I don't know about node ${untilZero(id)}`)

/** CLUSTER SETSLOT slot <IMPORTING node-id | MIGRATING node-id | NODE node-id | STABLE> */
export const setSlot: ClusterHandler = (node, argv, reply, { db }) => {
  const slot = slotArgument(argv, 2)
  switch (`${arg.word(argv, 3)} ${argv.length}`) {
    case 'MIGRATING 5':
      if (!node.owns(slot)) throw err(`I'm not the owner of hash slot ${slot}`)
      if (!isOwnId(node, argv)) throw unknownTarget(arg.bytes(argv, 4))
      node.migrating.add(slot)
      break
    case 'IMPORTING 5':
      if (node.owns(slot)) throw err(`I'm already the owner of hash slot ${slot}`)
      if (!isOwnId(node, argv)) throw unknownTarget(arg.bytes(argv, 4))
      node.importing.add(slot)
      break
    case 'STABLE 4':
      node.migrating.delete(slot)
      node.importing.delete(slot)
      break
    case 'NODE 5':
      if (!isOwnId(node, argv)) throw unknownNode(arg.bytes(argv, 4))
      if (keysInSlot(db, slot).length === 0) node.migrating.delete(slot)
      // An imported slot is claimed with a greater epoch than that of its former owner.
      if (node.importing.delete(slot)) node.bumpEpoch()
      node.own(slot)
      break
    default:
      throw err('Invalid CLUSTER SETSLOT action or number of arguments. Try CLUSTER HELP')
  }
  node.thinkLater()
  reply.status('OK')
}

function isOwnId(node: ClusterNode, argv: Argv): boolean {
  return arg.bytes(argv, 4) === node.id
}
