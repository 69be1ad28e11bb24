type Roll = (sides: number) => number

/** Commands, all on the key k, that make a value by chance; such as `build` knows. */
export function randomCommands(roll: Roll): string[][] {
  const count = roll(5) === 0 ? 1 + roll(700) : 1 + roll(25)
  const many = (make: () => string[]): string[] => Array.from({ length: count }, make).flat()
  switch (roll(7)) {
    case 0:
      return [['SET', 'k', word(roll).repeat(roll(20) === 0 ? 300 : 1)]]
    case 1:
      return [
        ['SET', 'k', word(roll)],
        ['APPEND', 'k', word(roll)],
      ]
    case 2:
      return [[roll(4) === 0 && count < 30 ? 'LPUSH' : 'RPUSH', 'k', ...many(() => [word(roll)])]]
    case 3:
      return [['SADD', 'k', ...many(roll(2) === 0 ? () => [word(roll)] : () => [integer(roll)])]]
    case 4:
      return [['HSET', 'k', ...many(() => [word(roll), word(roll)])]]
    case 5:
      return [['ZADD', 'k', ...many(() => [score(roll), word(roll)])]]
    default:
      return randomStream(count, roll)
  }
}

function randomStream(count: number, roll: Roll): string[][] {
  const adds = Array.from({ length: count }, (_, i) => {
    const names = roll(5) === 0 ? roll(5) : 2
    const fields = Array.from({ length: names + 1 }, (_, n) => [`f${n}`, word(roll)]).flat()
    return ['XADD', 'k', `${(i + 1) * 1000}-${roll(9)}`, ...fields]
  })
  const gone = adds.map((add) => add[2] as string).filter(() => roll(9) === 0)
  return gone.length === 0 ? adds : [...adds, ['XDEL', 'k', ...gone]]
}

function integer(roll: Roll): string {
  const size = 2 ** (1 + roll(52))
  return String(roll(size) - Math.floor(size / 2))
}

function word(roll: Roll): string {
  switch (roll(7)) {
    case 0:
      return integer(roll)
    case 1:
      return String(BigInt(roll(2 ** 31)) * BigInt(roll(2 ** 31)) * 2n - 2n ** 62n)
    case 2:
      return bytes(roll(30), roll)
    case 3:
      return 'x'.repeat(roll(200))
    case 4:
      return `ab${roll(10)}`.repeat(roll(50))
    case 5:
      return bytes(roll(5), roll).repeat(roll(40))
    default:
      return `word ${roll(1000)}`
  }
}

function bytes(length: number, roll: Roll): string {
  return Array.from({ length }, () => String.fromCharCode(roll(256))).join('')
}

function score(roll: Roll): string {
  switch (roll(6)) {
    case 0:
      return 'inf'
    case 1:
      return '-inf'
    case 2:
      return '-0'
    case 3:
      return String(roll(1000) / 7)
    case 4:
      return String((roll(1000) / 3) * (roll(2) === 0 ? 1e200 : 1e-200))
    default:
      return integer(roll)
  }
}
