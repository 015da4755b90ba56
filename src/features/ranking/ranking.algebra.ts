// Linear systems of the jurors: what is left of a round once the proposals are eliminated.
// A is diag − W D⁻¹ Wᵀ + λ(I − 11ᵀ/J), symmetric and positive definite; dense for small juries, sparse for large ones.

/**
 * Who read what: `of` and `by` name submission and juror of each sheet. Sheets are ordered by submission; those of i are
 * from `startOf[i]` up to the start of the next.
 */
export type Reads = {
  submissions: number;
  jurors: number;
  of: Int32Array;
  by: Int32Array;
  startOf: Int32Array;
};

export function readsOf(given: Omit<Reads, 'startOf'>): Reads {
  const startOf = new Int32Array(given.submissions + 1);
  for (const i of given.of) startOf[i + 1]! += 1;
  for (let i = 0; i < given.submissions; i++) startOf[i + 1]! += startOf[i]!;
  return { ...given, startOf };
}

export type System = {
  reads: Reads;
  /** By juror: weight of a sheet for the juror's level, and for the quality of what was read. */
  levelWeight: Float64Array;
  qualityWeight: Float64Array;
  /** By submission: the diagonal of what was eliminated. */
  depth: Float64Array;
  diagonal: Float64Array;
  pull: number;
  sheetsOfJuror: Float64Array;
};

/** Above this a dense factor costs more than it tells. */
export const DENSE = 200;

/**
 * The normal equations of Σ p (y − β_j − a_j q_i)² + pullOfQuality Σ q² + pull Σ (β − mean β)², p = 1 / (noise·a²).
 * Every submission and every juror must have a sheet.
 */
export function systemOf(
  reads: Reads,
  given: { spread: Float64Array; noise: Float64Array; pullOfQuality: number; pull: number },
): System {
  const { submissions, jurors, of, by } = reads;
  const { spread, noise, pull } = given;
  const levelWeight = noise.map((one, j) => 1 / (one * spread[j]! * spread[j]!));
  const qualityWeight = noise.map((one, j) => 1 / (one * spread[j]!));
  const precision = noise.map((one) => 1 / one);
  const depth = new Float64Array(submissions).fill(given.pullOfQuality);
  for (let s = 0; s < of.length; s++) depth[of[s]!]! += precision[by[s]!]!;
  const diagonal = new Float64Array(jurors).fill(pull * (1 - 1 / jurors));
  const sheetsOfJuror = new Float64Array(jurors);
  for (let s = 0; s < of.length; s++) {
    const j = by[s]!;
    sheetsOfJuror[j]! += 1;
    diagonal[j]! += levelWeight[j]! - (qualityWeight[j]! * qualityWeight[j]!) / depth[of[s]!]!;
  }
  return { reads, levelWeight, qualityWeight, depth, diagonal, pull, sheetsOfJuror };
}

/** Levels and qualities that fit `y` (by sheet) best; without a factor by steps, from `guess`, up to `precision`. */
export function solve(
  system: System,
  y: Float64Array,
  factor: Float64Array | null,
  { guess, precision = 1e-12 }: { guess?: Float64Array; precision?: number } = {},
): { level: Float64Array; quality: Float64Array } {
  const { reads, levelWeight, qualityWeight, depth } = system;
  const { submissions, by, startOf } = reads;
  const drawn = new Float64Array(submissions);
  const right = new Float64Array(reads.jurors);
  for (let i = 0; i < submissions; i++) {
    const [start, end] = [startOf[i]!, startOf[i + 1]!];
    let sum = 0;
    for (let s = start; s < end; s++) sum += qualityWeight[by[s]!]! * y[s]!;
    drawn[i] = sum;
    const deep = depth[i]!;
    for (let s = start; s < end; s++) {
      const j = by[s]!;
      right[j]! += levelWeight[j]! * y[s]! - (qualityWeight[j]! * sum) / deep;
    }
  }
  const level = factor ? solveFactored(factor, right) : conjugateGradients(system, right, precision, guess);
  const quality = drawn;
  for (let i = 0; i < submissions; i++) {
    let rest = drawn[i]!;
    for (let s = startOf[i]!; s < startOf[i + 1]!; s++) rest -= qualityWeight[by[s]!]! * level[by[s]!]!;
    quality[i] = rest / depth[i]!;
  }
  return { level, quality };
}

/** The lower Cholesky factor of A, row by row, jurors in `order` if given; null for a jury too large for it. */
export function factorOf(
  { reads, qualityWeight, depth, diagonal, pull }: System,
  order: Int32Array = Int32Array.from(diagonal, (_, j) => j),
): Float64Array | null {
  const { jurors: size, submissions, by, startOf } = reads;
  if (size > DENSE) return null;
  const rowOf = new Int32Array(size);
  order.forEach((j, row) => {
    rowOf[j] = row;
  });
  const a = new Float64Array(size * size).fill(-pull / size);
  for (let j = 0; j < size; j++) a[rowOf[j]! * (size + 1)] = diagonal[j]!;
  for (let i = 0; i < submissions; i++) {
    for (let s = startOf[i]!; s < startOf[i + 1]!; s++) {
      for (let t = startOf[i]!; t < s; t++) {
        const shared = (qualityWeight[by[s]!]! * qualityWeight[by[t]!]!) / depth[i]!;
        a[rowOf[by[s]!]! * size + rowOf[by[t]!]!]! -= shared;
        a[rowOf[by[t]!]! * size + rowOf[by[s]!]!]! -= shared;
      }
    }
  }
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = a[row * size + column]!;
      for (let k = 0; k < column; k++) sum -= a[row * size + k]! * a[column * size + k]!;
      a[row * size + column] = row === column ? Math.sqrt(sum) : sum / a[column * size + column]!;
    }
  }
  return a;
}

/** x with L Lᵀ x = right. */
function solveFactored(factor: Float64Array, right: Float64Array): Float64Array {
  const size = right.length;
  const x = right.slice();
  for (let row = 0; row < size; row++) {
    for (let k = 0; k < row; k++) x[row]! -= factor[row * size + k]! * x[k]!;
    x[row]! /= factor[row * size + row]!;
  }
  return solveTransposed(factor, x);
}

/** x with Lᵀ x = right: of independent normals it makes levels with covariance A⁻¹. Changes `right`. */
export function solveTransposed(factor: Float64Array, right: Float64Array): Float64Array {
  const size = right.length;
  for (let row = size - 1; row >= 0; row--) {
    right[row]! /= factor[row * size + row]!;
    for (let k = 0; k < row; k++) right[k]! -= factor[row * size + k]! * right[row]!;
  }
  return right;
}

/** A⁻¹, whole. */
export function inverseOf(factor: Float64Array, size: number): Float64Array {
  const inverse = new Float64Array(size * size);
  const unit = new Float64Array(size);
  for (let j = 0; j < size; j++) {
    unit.fill(0);
    unit[j] = 1;
    inverse.set(solveFactored(factor, unit), j * size);
  }
  return inverse;
}

/** Preconditioned by the diagonal; ends at `precision` of the length of the right side. */
function conjugateGradients(
  system: System,
  right: Float64Array,
  precision: number,
  guess?: Float64Array,
): Float64Array {
  const { diagonal } = system;
  const size = right.length;
  const x = guess ? guess.slice() : new Float64Array(size);
  const moved = new Float64Array(size);
  apply(system, x, moved);
  const residual = right.map((one, j) => one - moved[j]!);
  const step = residual.map((one, j) => one / diagonal[j]!);
  let energy = dot(residual, step);
  const enough = precision * precision * dot(right, right);
  for (let round = 0; round < 4 * size && dot(residual, residual) > enough; round++) {
    apply(system, step, moved);
    const length = energy / dot(step, moved);
    const before = energy;
    energy = 0;
    for (let j = 0; j < size; j++) {
      x[j]! += length * step[j]!;
      residual[j]! -= length * moved[j]!;
      energy += (residual[j]! * residual[j]!) / diagonal[j]!;
    }
    for (let j = 0; j < size; j++) step[j] = residual[j]! / diagonal[j]! + (energy / before) * step[j]!;
  }
  return x;
}

/** A x into `result` without ever building A: what the readers of a proposal have in common, given back to each of them. */
function apply(
  { reads, levelWeight, qualityWeight, depth, pull, sheetsOfJuror }: System,
  x: Float64Array,
  result: Float64Array,
): void {
  const { submissions, by, startOf } = reads;
  const drawn = new Float64Array(x.length);
  for (let j = 0; j < x.length; j++) drawn[j] = x[j]! * qualityWeight[j]!;
  const taken = new Float64Array(x.length);
  let start = 0;
  for (let i = 0; i < submissions; i++) {
    const end = startOf[i + 1]!;
    let shared = 0;
    for (let s = start; s < end; s++) shared += drawn[by[s]!]!;
    shared /= depth[i]!;
    for (let s = start; s < end; s++) taken[by[s]!]! += shared;
    start = end;
  }
  let mean = 0;
  for (let j = 0; j < x.length; j++) mean += x[j]! / x.length;
  for (let j = 0; j < x.length; j++)
    result[j] =
      pull * (x[j]! - mean) + sheetsOfJuror[j]! * levelWeight[j]! * x[j]! - qualityWeight[j]! * taken[j]!;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at]! * b[at]!;
  return sum;
}

/** The same system as if one juror had read nothing. Solve it without a factor. */
export function withoutJuror(system: System, juror: number): System {
  const { reads, qualityWeight, levelWeight, diagonal, depth, sheetsOfJuror, pull } = system;
  const quality = qualityWeight.slice();
  const level = levelWeight.slice();
  const deep = depth.slice();
  quality[juror] = 0;
  level[juror] = 0;
  const lost = (qualityWeight[juror]! * qualityWeight[juror]!) / levelWeight[juror]!;
  for (let s = 0; s < reads.by.length; s++) if (reads.by[s] === juror) deep[reads.of[s]!]! -= lost;
  // Only a scale for the steps: it need not be exact, but never 0.
  const scale = diagonal.slice();
  scale[juror] = Math.max(pull, 1e-9);
  return {
    reads,
    qualityWeight: quality,
    levelWeight: level,
    depth: deep,
    diagonal: scale,
    pull,
    sheetsOfJuror,
  };
}
