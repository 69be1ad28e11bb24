import { pathToFileURL } from 'node:url'
import { type Plugin, rolldown } from 'rolldown'

/** In two pieces, so that it is not found here where this file itself is in a bundle. */
const OWN_URL = ['import.meta', 'url'].join('.')

/** Modules that look for files beside themselves go on to find them. */
const sourceUrls: Plugin = {
  name: 'source-urls',
  transform: {
    filter: { code: OWN_URL },
    handler: (code, id) => ({
      code: code.replaceAll(OWN_URL, JSON.stringify(pathToFileURL(id).href)),
      map: null,
    }),
  },
}

/** All but the sources of this repository stays where it is. */
function isExternal(id: string): boolean {
  return !/^[./\0]|^@resident\//.test(id)
}

/**
 * Writes a program, with all sources that it imports as `plugin` leaves them, into a file of a folder; gives its name. Takes half a
 * second: there are no source maps, and what nobody uses is not looked for.
 */
export async function bundle(entry: string, folder: string, plugin: Plugin): Promise<string> {
  const build = await rolldown({
    input: entry,
    platform: 'node',
    external: isExternal,
    resolve: { conditionNames: ['@resident/source', 'node', 'import', 'default'] },
    treeshake: false,
    plugins: [plugin, sourceUrls],
  })
  const { output } = await build.write({
    dir: folder,
    format: 'esm',
    entryFileNames: '[name].mjs',
    chunkFileNames: '[name]-[hash].mjs',
  })
  await build.close()
  return output[0].fileName
}
