const view = new DataView(new ArrayBuffer(8))

/** A number rounded to a float, in four bytes. */
export function floatBytes(value: number, littleEndian: boolean): string {
  view.setFloat32(0, value, littleEndian)
  return text(4)
}

/** A number in eight bytes. */
export function doubleBytes(value: number, littleEndian: boolean): string {
  view.setFloat64(0, value, littleEndian)
  return text(8)
}

/** The float that the text has at `at`. */
export function readFloat(bytes: string, at: number, littleEndian: boolean): number {
  fill(bytes, at, 4)
  return view.getFloat32(0, littleEndian)
}

/** The double that the text has at `at`. */
export function readDouble(bytes: string, at: number, littleEndian: boolean): number {
  fill(bytes, at, 8)
  return view.getFloat64(0, littleEndian)
}

function fill(bytes: string, at: number, length: number): void {
  for (let i = 0; i < length; i++) view.setUint8(i, bytes.charCodeAt(at + i))
}

function text(length: number): string {
  let bytes = ''
  for (let i = 0; i < length; i++) bytes += String.fromCharCode(view.getUint8(i))
  return bytes
}
