// How exact a ranking can become with the sheets that are given out, before anybody scored. Pure.
//
// The model of the ranking with its starting variances: y = level + severity_j + quality_i + error, with
// quality ~ N(0, 1), error ~ N(0, 1), severity ~ N(0, 0.4), a flat level. Henderson's mixed-model equations give the
// error variance of every difference of two qualities, PEV(d) = C_ii + C_kk − 2 C_ik, with
//   C = A⁻¹ + A⁻¹ N S⁻¹ Nᵀ A⁻¹,  A = diag(sheets_i + 1),  S = diag(sheets_j) + 2.5 (I − 11ᵀ/J) − Nᵀ A⁻¹ N.
// Estimated and true difference are then normal with ρ² = 1 − PEV(d)/2, so the pair stands in the right order with
// probability 1/2 + asin(ρ)/π (Sheppard 1899).
import type { Pair } from './jury.plan';

const SEVERITY_PENALTY = 1 / 0.4;
/** Above it S is taken by its diagonal: the page would take too long. */
const MOST_JURORS = 250;
/** Above it pairs are taken at even steps. */
const MOST_PAIRS = 60_000;

export type Precision = {
  /** The share of pairs of proposals that can be expected in the right order, 0.5 to 1. */
  right: number;
  /** Mean squared correlation of estimated and true difference of a pair, 0 to 1. */
  reliability: number;
  /** Proposals with at least one sheet: the only ones that are ranked. */
  ranked: number;
};

export function precisionOf(pairs: readonly Pair[]): Precision {
  const { read, jurors } = design(pairs);
  const n = read.length;
  if (n < 2) return { right: 0.5, reliability: 0, ranked: n };
  const inverse = inverseOf(schurOf(read, jurors), jurors);
  const reach = read.map((own) => {
    const row = new Float64Array(jurors);
    for (const j of own) for (let k = 0; k < jurors; k++) row[k]! += inverse[j * jurors + k]!;
    return row;
  });
  const weight = read.map((own) => 1 / (own.length + 1));
  const common = (i: number, k: number) =>
    weight[i]! * weight[k]! * read[k]!.reduce((sum, j) => sum + reach[i]![j]!, 0);
  const own = read.map((_, i) => weight[i]! + common(i, i));

  let right = 0;
  let reliability = 0;
  let counted = 0;
  const step = Math.max(1, Math.ceil((n * (n - 1)) / 2 / MOST_PAIRS));
  let pair = 0;
  for (let i = 0; i < n; i++) {
    for (let k = i + 1; k < n; k++) {
      if (pair++ % step !== 0) continue;
      const square = Math.min(1, Math.max(0, 1 - (own[i]! + own[k]! - 2 * common(i, k)) / 2));
      right += 0.5 + Math.asin(Math.sqrt(square)) / Math.PI;
      reliability += square;
      counted++;
    }
  }
  return { right: right / counted, reliability: reliability / counted, ranked: n };
}

/** `read[i]`: the numbers of the jurors of proposal i. */
function design(pairs: readonly Pair[]): { read: number[][]; jurors: number } {
  const jurors = new Map<string, number>();
  const read = new Map<string, Set<number>>();
  for (const { submission, juror } of pairs) {
    const j = jurors.get(juror) ?? jurors.size;
    jurors.set(juror, j);
    read.set(submission, (read.get(submission) ?? new Set()).add(j));
  }
  return { read: [...read.values()].map((own) => [...own]), jurors: jurors.size };
}

function schurOf(read: readonly number[][], jurors: number): Float64Array {
  const s = new Float64Array(jurors * jurors).fill(-SEVERITY_PENALTY / jurors);
  for (let j = 0; j < jurors; j++) s[j * jurors + j]! += SEVERITY_PENALTY;
  for (const own of read) {
    const weight = 1 / (own.length + 1);
    for (const j of own) {
      s[j * jurors + j]! += 1;
      for (const k of own) s[j * jurors + k]! -= weight;
    }
  }
  return s;
}

/** Of a positive definite matrix, by Gauss and Jordan. */
function inverseOf(matrix: Float64Array, size: number): Float64Array {
  const inverse = new Float64Array(size * size);
  if (size > MOST_JURORS) {
    for (let j = 0; j < size; j++) inverse[j * size + j] = 1 / matrix[j * size + j]!;
    return inverse;
  }
  const left = matrix.slice();
  for (let j = 0; j < size; j++) inverse[j * size + j] = 1;
  for (let pivot = 0; pivot < size; pivot++) {
    const scale = 1 / left[pivot * size + pivot]!;
    for (let k = 0; k < size; k++) {
      left[pivot * size + k]! *= scale;
      inverse[pivot * size + k]! *= scale;
    }
    for (let row = 0; row < size; row++) {
      const factor = left[row * size + pivot]!;
      if (row === pivot || factor === 0) continue;
      for (let k = 0; k < size; k++) {
        left[row * size + k]! -= factor * left[pivot * size + k]!;
        inverse[row * size + k]! -= factor * inverse[pivot * size + k]!;
      }
    }
  }
  return inverse;
}
