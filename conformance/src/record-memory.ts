// Records by how much the real server's used_memory grows for each shape of data:
//
//   node scripts/run-ts.mjs conformance/src/record-memory.ts

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { diffableJson } from './json.ts'
import { measureGrowth } from './memory-growth.ts'
import { RECORDED } from './paths.ts'
import { startRedisServer } from './redis-server.ts'

const server = await startRedisServer()
const growth = await measureGrowth(server)
await server.stop()
writeFileSync(join(RECORDED, 'memory-growth.json'), diffableJson(growth))
