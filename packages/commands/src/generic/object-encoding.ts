import type { Command } from '../command.ts'
import { aboutObject } from './about-object.ts'
import { encodingOf } from './encoding-of.ts'

/** OBJECT ENCODING key */
export const objectEncoding: Command = aboutObject('encoding', encodingOf)
