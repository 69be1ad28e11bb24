import { strict as assert } from 'node:assert'
import { test } from 'vitest'
import { asin, cos, sin } from './trigonometry.ts'

// Drawn by chance, and asked of the C library through Python's math module.
const known: readonly (readonly [(x: number) => number, number, number])[] = [
  [sin, -0.2323137929216652, -0.23022977368358913],
  [sin, -0.7956010708391359, -0.7142843967071355],
  [sin, -2.2699724894092213, -0.7653726582874575],
  [sin, 2.3020084179142235, 0.744365548388492],
  [sin, -3.0995878603705456, -0.04199244208081523],
  [sin, 0.01747146272786848, 0.01747057387491601],
  [cos, 1.2745535041022023, 0.2919287606928572],
  [cos, -1.3413931290143968, 0.22739639670438558],
  [cos, 0.17366549817051546, 0.9849580096168957],
  [cos, 0.3732801365875791, 0.9311361841355728],
  [cos, -1.4691335504486032, 0.10148774726398942],
  [cos, -0.38713726593460573, 0.9259936467717664],
  [asin, 0.703480392293747, 0.7802827365007424],
  [asin, 0.45202092045002573, 0.4690296291904865],
  [asin, 0.725065368582209, 0.8111293081977144],
  [asin, 0.15715716159662585, 0.15781138020849408],
  [asin, 0.23801220246653276, 0.24031872337550556],
  [asin, 0.11094752797801466, 0.11117641350228051],
  [asin, 0.7321285491343588, 0.8214415844282524],
  [asin, 0.9857393333222717, 1.4017123795821742],
  [sin, Math.PI, 1.2246467991473532e-16],
  [cos, Math.PI / 2, 6.123233995736766e-17],
  [cos, 0, 1],
  [asin, 1, 1.5707963267948966],
  [sin, 1e-9, 1e-9],
]

test('sin, cos and asin agree with the C library to the last bit', () => {
  for (const [of, x, expected] of known) assert.equal(of(x), expected, `${of.name}(${x})`)
})

test('sin is odd, cos is even, and asin goes back', () => {
  for (let angle = -1.5; angle <= 1.5; angle += 0.0137) {
    assert.equal(sin(-angle), -sin(angle))
    assert.equal(cos(-angle), cos(angle))
    assert.ok(Math.abs(asin(Math.abs(sin(angle))) - Math.abs(angle)) < 1e-14)
  }
})

test('asin of more than 1 is no number', () => {
  assert.ok(Number.isNaN(asin(1.0000000000000002)))
})
