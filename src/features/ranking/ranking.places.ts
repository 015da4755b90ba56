// Places, and how far chance could move them: ties, ranges of places, bands.
const TIE = 1e-9;
/** A proposal joins the band of its leader unless the leader is better with at least this probability. */
const TOLD_APART = 0.9;
/** Draws that are turned from rows into columns at once, so that neighbours in memory are used together. */
const AT_ONCE = 100;
const BINS = 256;

/**
 * Positions best first, each with its place. Who is level with the first of a place shares it;
 * the next place skips. Within a place the order is that of the positions, so that of the ids.
 */
export function inPlaces(scores: ArrayLike<number>): { at: number; place: number }[] {
  const order = Array.from(scores, (_, at) => at).sort((a, b) => scores[b]! - scores[a]! || a - b);
  const placed: { at: number; place: number }[] = [];
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && scores[order[start]!]! - scores[order[end]!]! < TIE) end++;
    for (const at of order.slice(start, end).sort((a, b) => a - b)) placed.push({ at, place: start + 1 });
    start = end;
  }
  return placed;
}

/** The positions that share the first place, without sorting the others. */
export function firstOf(scores: Float64Array): number[] {
  let best = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < scores.length; at++) best = Math.max(best, scores[at]!);
  const first: number[] = [];
  for (let at = 0; at < scores.length; at++) if (best - scores[at]! < TIE) first.push(at);
  return first;
}

export type Uncertain = { low: number; high: number; band: number };

/** The 90 % range of drawn places and the band, in the order of `placed`; `draws` by position. */
export function uncertaintyOf(
  placed: readonly { at: number; place: number }[],
  draws: Float32Array,
): Uncertain[] {
  const count = draws.length / placed.length;
  // A whole number: see drawsFor.
  const endsOf = fromBothEnds(count, count / 20);
  const places = drawnPlaces(placed, draws);
  let leader = placed[0];
  let band = 1;
  const result = placed.map((one, row): Uncertain => {
    if (leader && one.place !== leader.place && isBetter(draws, count, leader.at, one.at)) {
      leader = one;
      band += 1;
    }
    const { low, high } = endsOf(places.subarray(row * count, (row + 1) * count));
    return { low: Math.min(one.place, low), high: Math.max(one.place, high), band };
  });
  return shared(placed, result);
}

/** Who shares a place shares its range: chance must not part them again. */
function shared(placed: readonly { place: number }[], result: Uncertain[]): Uncertain[] {
  for (let start = 0; start < placed.length; ) {
    let end = start + 1;
    while (end < placed.length && placed[end]!.place === placed[start]!.place) end++;
    const level = result.slice(start, end);
    const low = level.reduce((least, one) => Math.min(least, one.low), level[0]!.low);
    const high = level.reduce((most, one) => Math.max(most, one.high), level[0]!.high);
    for (const one of level) Object.assign(one, { low, high });
    start = end;
  }
  return result;
}

function isBetter(draws: Float32Array, count: number, one: number, other: number): boolean {
  const needed = TOLD_APART * count;
  let left = count;
  // Most are not, and known not to be long before the last draw.
  for (let draw = 0; draw < count && left >= needed; draw++)
    if (!(draws[one * count + draw]! > draws[other * count + draw]!)) left -= 1;
  return left >= needed;
}

/**
 * In the order of `placed` the place each has in each draw. In that order neighbours have neighbouring values: what the
 * placer touches for one is still at hand for the next.
 */
function drawnPlaces(placed: readonly { at: number }[], draws: Float32Array): Int32Array {
  const rows = placed.length;
  const count = draws.length / rows;
  const places = new Int32Array(draws.length);
  const most = Math.min(AT_ONCE, count);
  const values = new Float32Array(most * rows);
  const found = new Int32Array(most * rows);
  const startOf = Int32Array.from(placed, ({ at }) => at * count);
  const placesInto = placer(rows);
  for (let first = 0; first < count; first += most) {
    const many = Math.min(most, count - first);
    for (let row = 0; row < rows; row++) {
      const from = startOf[row]! + first;
      for (let k = 0; k < many; k++) values[k * rows + row] = draws[from + k]!;
    }
    for (let k = 0; k < many; k++) {
      const [from, to] = [k * rows, (k + 1) * rows];
      placesInto(values.subarray(from, to), found.subarray(from, to));
    }
    for (let row = 0; row < rows; row++) {
      const to = row * count + first;
      for (let k = 0; k < many; k++) places[to + k] = found[k * rows + row]!;
    }
  }
  return places;
}

/**
 * Of `count` whole numbers the two that would stand at `rank` from either end if they were sorted. Counted in bins first:
 * only what shares a bin with one of the two is looked at closer.
 */
function fromBothEnds(count: number, rank: number): (values: Int32Array) => { low: number; high: number } {
  const inBin = new Int32Array(BINS);
  const nearLow = new Int32Array(count);
  const nearHigh = new Int32Array(count);
  return (values) => {
    let least = values[0]!;
    let most = least;
    for (let n = 1; n < count; n++) {
      const value = values[n]!;
      if (value < least) least = value;
      if (value > most) most = value;
    }
    let shift = 0;
    while ((most - least) >> shift >= BINS) shift += 1;
    inBin.fill(0);
    for (let n = 0; n < count; n++) inBin[(values[n]! - least) >> shift]! += 1;
    let lowBin = 0;
    let below = 0;
    while (below + inBin[lowBin]! <= rank) below += inBin[lowBin++]!;
    let highBin = BINS - 1;
    let above = 0;
    while (above + inBin[highBin]! <= rank) above += inBin[highBin--]!;
    let lows = 0;
    let highs = 0;
    for (let n = 0; n < count; n++) {
      const value = values[n]!;
      const bin = (value - least) >> shift;
      if (bin === lowBin) nearLow[lows++] = value;
      if (bin === highBin) nearHigh[highs++] = value;
    }
    return {
      low: inOrder(nearLow, lows)[rank - below]!,
      high: inOrder(nearHigh, highs)[highs - 1 - (rank - above)]!,
    };
  };
}

/** Sorts the first `count`, a handful, where they are. */
function inOrder(values: Int32Array, count: number): Int32Array {
  for (let n = 1; n < count; n++) {
    const value = values[n]!;
    let at = n;
    while (at > 0 && values[at - 1]! > value) {
      values[at] = values[at - 1]!;
      at -= 1;
    }
    values[at] = value;
  }
  return values;
}

/**
 * The place of each of `count` values, whoever are equal sharing one: sorted by two digits of what they are in steps of
 * their span, then exactly among those in one step. The room it works in is used again for each draw.
 */
function placer(count: number): (values: Float32Array, places: Int32Array) => void {
  let bits = 4;
  while (bits < 11 && 4 << bits < count) bits += 1;
  const size = 1 << bits;
  const mask = size - 1;
  const steps = new Int32Array(count);
  const byLower = new Int32Array(count);
  const order = new Int32Array(count);
  const lower = new Int32Array(size);
  const upper = new Int32Array(size);
  return (values, places) => {
    let least = values[0]!;
    let most = least;
    for (let i = 1; i < count; i++) {
      const value = values[i]!;
      if (value < least) least = value;
      if (value > most) most = value;
    }
    const scale = most > least ? (size * size - 1) / (most - least) : 0;
    lower.fill(0);
    upper.fill(0);
    for (let i = 0; i < count; i++) {
      const step = ((most - values[i]!) * scale) | 0;
      steps[i] = step;
      lower[step & mask]! += 1;
      upper[step >> bits]! += 1;
    }
    let lowerStart = 0;
    let upperStart = 0;
    for (let digit = 0; digit < size; digit++) {
      const inLower = lower[digit]!;
      const inUpper = upper[digit]!;
      lower[digit] = lowerStart;
      upper[digit] = upperStart;
      lowerStart += inLower;
      upperStart += inUpper;
    }
    for (let i = 0; i < count; i++) {
      const digit = steps[i]! & mask;
      const to = lower[digit]!;
      lower[digit] = to + 1;
      byLower[to] = i;
    }
    for (let k = 0; k < count; k++) {
      const i = byLower[k]!;
      const digit = steps[i]! >> bits;
      const to = upper[digit]!;
      upper[digit] = to + 1;
      order[to] = i;
    }
    let before = values[order[0]!]!;
    for (let k = 1; k < count; k++) {
      const i = order[k]!;
      const value = values[i]!;
      if (value <= before) {
        before = value;
        continue;
      }
      let at = k;
      while (at > 0 && values[order[at - 1]!]! < value) {
        order[at] = order[at - 1]!;
        at -= 1;
      }
      order[at] = i;
    }
    let place = 1;
    before = values[order[0]!]!;
    for (let k = 0; k < count; k++) {
      const i = order[k]!;
      const value = values[i]!;
      if (value < before) {
        place = k + 1;
        before = value;
      }
      places[i] = place;
    }
  };
}
