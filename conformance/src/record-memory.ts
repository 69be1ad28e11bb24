import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { diffableJson } from './json.ts'
import { measureGrowth } from './memory-growth.ts'
import { oracle, readOptions } from './options.ts'
import { RECORDED } from './paths.ts'
import { startRedisServer } from './redis-server.ts'

const USAGE = `usage: node scripts/run-ts.mjs conformance/src/record-memory.ts [--oracle PATH]
records by how much the real server's used_memory grows for each shape of data`
readOptions(USAGE, { oracle })

const server = await startRedisServer()
const growth = await measureGrowth(server)
await server.stop()
writeFileSync(join(RECORDED, 'memory-growth.json'), diffableJson(growth))
