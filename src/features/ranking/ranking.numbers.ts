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
  let power = t;
  let sum = 0;
  for (let n = 1; n <= 23; n += 2) {
    sum += power / n;
    power *= square;
  }
  return 2 * sum + k * LN2_LOW + k * LN2_HIGH;
}

/** Numbers from 0 to below 1 in 32 bits, the same row for the same seed (sfc32 by Chris Doty-Humphrey, PractRand). */
export function uniforms(seed: number): () => number {
  let a = seed | 0;
  let b = 0x9e3779b9;
  let c = 0x243f6a88;
  let counter = 1;
  const next = () => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + t) | 0;
    return (t >>> 0) / 4294967296;
  };
  for (let n = 0; n < 16; n++) next();
  return next;
}

/** Standard normal numbers by the polar method of Marsaglia. */
export function normals(seed: number): () => number {
  const uniform = uniforms(seed);
  let spare = Number.NaN;
  return () => {
    if (!Number.isNaN(spare)) {
      const kept = spare;
      spare = Number.NaN;
      return kept;
    }
    for (;;) {
      const u = 2 * uniform() - 1;
      const v = 2 * uniform() - 1;
      const s = u * u + v * v;
      if (s >= 1 || s === 0) continue;
      const scale = Math.sqrt((-2 * log(s)) / s);
      spare = v * scale;
      return u * scale;
    }
  };
}
