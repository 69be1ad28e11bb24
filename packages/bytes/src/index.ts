export {
  ascii,
  type Bytes,
  compare,
  EMPTY,
  fromBuffer,
  fromUtf8,
  isBytes,
  owned,
  toBuffer,
  toUtf8,
} from './bytes.ts'
export { formatDouble, formatHumanDouble, parseDouble, parseScoreBound } from './double.ts'
export {
  INT64_MAX,
  INT64_MIN,
  parseInt64,
  parseInteger,
  parseStoredInteger,
  shrink,
  UINT64_MAX,
} from './integer.ts'
export { LongDouble } from './long-double.ts'
export { trim, trimEnd } from './trim.ts'
