import { type Bytes, toBuffer } from '@resident/bytes'
import { DAMAGED } from './damage.ts'
import { endPayload, FOOTER, hasFooter } from './footer.ts'
import { readFunction } from './function.ts'
import { Input } from './input.ts'
import { FUNCTION, FUNCTION2 } from './opcode.ts'
import { Output } from './output.ts'
import { writeString } from './string.ts'

/** What FUNCTION DUMP returns for the code of all libraries. */
export function encodeFunctions(libraries: readonly Bytes[], compress = true): Bytes {
  const output = new Output(compress)
  for (const code of libraries) {
    output.byte(FUNCTION2)
    writeString(output, code)
  }
  return endPayload(output)
}

/**
 * Why FUNCTION RESTORE refuses: 'footer' for "DUMP payload version or checksum are wrong", 'type'
 * for "given type is not a function", 'format' for "Failed loading library payload".
 */
export type FunctionsRefusal = 'footer' | 'type' | 'format'

export type DecodedFunctions =
  | { readonly libraries: Bytes[]; readonly refusal: undefined }
  | { readonly libraries: undefined; readonly refusal: FunctionsRefusal }

/** Reads the code of the libraries in a FUNCTION DUMP payload. */
export function decodeFunctions(payload: Bytes): DecodedFunctions {
  const bytes = toBuffer(payload)
  if (!hasFooter(bytes)) return refused('footer')
  const input = new Input(bytes, DAMAGED)
  const libraries: Bytes[] = []
  try {
    while (input.left > FOOTER) {
      const opcode = input.byte()
      if (opcode !== FUNCTION && opcode !== FUNCTION2) return refused('type')
      libraries.push(readFunction(input, opcode))
    }
  } catch (thrown) {
    if (thrown !== DAMAGED) throw thrown
    return refused('format')
  }
  return { libraries, refusal: undefined }
}

function refused(refusal: FunctionsRefusal): DecodedFunctions {
  return { libraries: undefined, refusal }
}
