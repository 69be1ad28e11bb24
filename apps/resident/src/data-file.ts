import { existsSync } from 'node:fs'
import { basename, dirname, extname, resolve } from 'node:path'
import { type Resident, type StartOptions, startServer } from '@resident/embedded'

/** More than there are databases elsewhere, mostly. */
export const DATABASES = 1024

/** Puts a file's data into a server of this process; its name says what is in it. */
export async function fill(server: Resident, path: string): Promise<void> {
  if (!existsSync(path)) throw new Error(`there is no file ${path}`)
  switch (extname(path)) {
    case '.rdb': {
      const from = await startServer({ ...placeOf(path), port: false, load: true })
      server.restore(from.snapshot())
      return from.close()
    }
    case '.json':
      return server.loadJson(path)
    case '.redis':
      await server.loadCommands(path)
      return
    default:
      await server.loadSnapshot(path)
  }
}

/** Throws where no data are ever written to a file of that name, since `fill` would take them for something else. */
export function checkWritable(path: string): void {
  const kind = extname(path)
  if (kind !== '.json' && kind !== '.redis') return
  throw new Error(`${path}: a dump is no ${kind} file: name it *.rdb, or *.snapshot`)
}

/** Writes the data of a server of this process to a file. */
export async function write(server: Resident, path: string): Promise<void> {
  if (extname(path) !== '.rdb') return server.saveSnapshot(path)
  const copy = await server.fork({ ...placeOf(path), port: false, load: false })
  const isSaved = await copy.save()
  await copy.close()
  if (!isSaved) throw new Error(`${path} could not be written`)
}

function placeOf(path: string): Pick<StartOptions, 'config'> {
  const dir = dirname(resolve(path))
  return { config: { dir, dbfilename: basename(path), databases: DATABASES } }
}
