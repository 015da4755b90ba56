// Exponential, logarithm and chance that give the same bits on every machine: the platform's Math.exp and Math.log
// may differ in the last digit from one engine to the next; + − × ÷ and the square root may not.

const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;

/** e^x for |x| < 700: x = k·ln 2 + r with |r| ≤ 0.35, then the series of e^r and k doublings. */
export function exp(x: number): number {
  const k = Math.round(x / (LN2_HIGH + LN2_LOW));
  const r = x - k * LN2_HIGH - k * LN2_LOW;
  let term = 1;
  let sum = 1;
  for (let n = 1; n <= 14; n++) {
    term *= r / n;
    sum += term;
  }
  for (let n = k; n > 0; n--) sum *= 2;
  for (let n = k; n < 0; n++) sum /= 2;
  return sum;
}

/** The natural logarithm of a positive number: halved or doubled into 0.7 … 1.4, then the series of artanh. */
export function log(x: number): number {
  let m = x;
  let k = 0;
  while (m > 1.4) {
    m /= 2;
    k += 1;
  }
  while (m < 0.7) {
    m *= 2;
    k -= 1;
  }
  const t = (m - 1) / (m + 1);
  const square = t * t;
  const t3 = t * square;
  const t5 = t3 * square;
  const t7 = t5 * square;
  const t9 = t7 * square;
  const t11 = t9 * square;
  const t13 = t11 * square;
  const t15 = t13 * square;
  const t17 = t15 * square;
  const t19 = t17 * square;
  const t21 = t19 * square;
  const t23 = t21 * square;
  // One by one, from the largest on: another order would be another last digit.
  const low = t + t3 / 3 + t5 / 5 + t7 / 7 + t9 / 9 + t11 / 11;
  const sum = low + t13 / 13 + t15 / 15 + t17 / 17 + t19 / 19 + t21 / 21 + t23 / 23;
  return 2 * sum + k * LN2_LOW + k * LN2_HIGH;
}

/** The first numbers of a seed still show it. */
const SKIPPED = 16;
const HALF = 2 ** 31;

/**
 * Fills arrays with standard normal numbers, the same row for the same seed: the polar method of Marsaglia over 32-bit
 * numbers (sfc32 by Chris Doty-Humphrey, PractRand). One loop with its state at hand, for millions are wanted.
 */
export function normals(seed: number): (into: Float64Array) => void {
  const state = Int32Array.of(seed, 0x9e3779b9, 0x243f6a88, 1);
  let toSkip = SKIPPED;
  let spare = Number.NaN;
  return (into) => {
    let at = 0;
    if (into.length > 0 && !Number.isNaN(spare)) {
      into[at++] = spare;
      spare = Number.NaN;
    }
    let a = state[0]!;
    let b = state[1]!;
    let c = state[2]!;
    let counter = state[3]!;
    while (at < into.length) {
      const one = (((a + b) | 0) + counter) | 0;
      a = b ^ (b >>> 9);
      b = (c + (c << 3)) | 0;
      c = (((c << 21) | (c >>> 11)) + one) | 0;
      const other = (((a + b) | 0) + counter + 1) | 0;
      a = b ^ (b >>> 9);
      b = (c + (c << 3)) | 0;
      c = (((c << 21) | (c >>> 11)) + other) | 0;
      counter = (counter + 2) | 0;
      if (toSkip > 0) {
        toSkip -= 2;
        continue;
      }
      const u = (one >>> 0) / HALF - 1;
      const v = (other >>> 0) / HALF - 1;
      const s = u * u + v * v;
      if (s >= 1 || s === 0) continue;
      const scale = Math.sqrt((-2 * log(s)) / s);
      into[at++] = u * scale;
      if (at < into.length) into[at++] = v * scale;
      else spare = v * scale;
    }
    state.set([a, b, c, counter]);
  };
}
