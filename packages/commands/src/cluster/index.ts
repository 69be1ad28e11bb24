import type { Command } from '../command.ts'
import { asking } from './asking.ts'
import { cluster } from './cluster.ts'
import { readonly } from './readonly.ts'
import { readwrite } from './readwrite.ts'

export const clusterCommands: readonly Command[] = [asking, cluster, readonly, readwrite]
