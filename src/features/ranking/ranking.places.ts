// Places, and how far chance could move them: ties, ranges of places, bands.
const TIE = 1e-9;
/** A proposal joins the band of its leader unless the leader is better with at least this probability. */
const TOLD_APART = 0.9;
/** Draws that are turned from rows into columns at once, so that neighbours in memory are used together. */
const AT_ONCE = 20;

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
  const best = scores.reduce((most, one) => Math.max(most, one), Number.NEGATIVE_INFINITY);
  return Array.from(scores, (_, at) => at).filter((at) => best - scores[at]! < TIE);
}

export type Uncertain = { low: number; high: number; band: number };

/** The 90 % range of drawn places and the band, in the order of `placed`; `draws` by position. */
export function uncertaintyOf(
  placed: readonly { at: number; place: number }[],
  draws: Float32Array,
): Uncertain[] {
  const count = draws.length / placed.length;
  // A whole number: see drawsFor.
  const twentieth = count / 20;
  const places = drawnPlaces(draws, placed.length);
  let leader = placed[0];
  let band = 1;
  const result = placed.map((one): Uncertain => {
    if (leader && one.place !== leader.place && isBetter(draws, count, leader.at, one.at)) {
      leader = one;
      band += 1;
    }
    const drawn = places.subarray(one.at * count, (one.at + 1) * count);
    return {
      low: Math.min(one.place, smallest(drawn, twentieth)),
      high: Math.max(one.place, smallest(drawn, count - twentieth - 1)),
      band,
    };
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
  let wins = 0;
  for (let draw = 0; draw < count; draw++)
    if (draws[one * count + draw]! > draws[other * count + draw]!) wins += 1;
  return wins >= TOLD_APART * count;
}

/** For each of so many submissions the place it has in each draw. */
function drawnPlaces(draws: Float32Array, submissions: number): Int32Array {
  const count = draws.length / submissions;
  const places = new Int32Array(draws.length);
  const values = new Float32Array(AT_ONCE * submissions);
  const found = new Int32Array(AT_ONCE * submissions);
  const placesInto = placer(submissions);
  for (let first = 0; first < count; first += AT_ONCE) {
    for (let i = 0; i < submissions; i++)
      for (let k = 0; k < AT_ONCE; k++) values[k * submissions + i] = draws[i * count + first + k]!;
    for (let k = 0; k < AT_ONCE; k++) {
      const column = [k * submissions, (k + 1) * submissions] as const;
      placesInto(values.subarray(...column), found.subarray(...column));
    }
    for (let i = 0; i < submissions; i++)
      for (let k = 0; k < AT_ONCE; k++) places[i * count + first + k] = found[k * submissions + i]!;
  }
  return places;
}

/**
 * The place of each of `count` values: thrown into buckets first, so that ten thousand cost no sorting. The room it works
 * in is used again for each draw.
 */
function placer(count: number): (values: Float32Array, places: Int32Array) => void {
  const buckets = 2 * count;
  const bucketOf = new Int32Array(count);
  // By bucket where it ends among the values put in order of buckets; after the second pass where it starts.
  const edgeOf = new Int32Array(buckets + 1);
  const inside = new Float32Array(count);
  return (values, places) => {
    let least = values[0]!;
    let most = values[0]!;
    for (let i = 1; i < count; i++) {
      if (values[i]! < least) least = values[i]!;
      if (values[i]! > most) most = values[i]!;
    }
    const scale = most > least ? (buckets - 1) / (most - least) : 0;
    edgeOf.fill(0);
    for (let i = 0; i < count; i++) {
      const bucket = ((most - values[i]!) * scale) | 0;
      bucketOf[i] = bucket;
      edgeOf[bucket]! += 1;
    }
    let end = 0;
    for (let bucket = 0; bucket <= buckets; bucket++) {
      end += edgeOf[bucket]!;
      edgeOf[bucket] = end;
    }
    for (let i = 0; i < count; i++) {
      const at = edgeOf[bucketOf[i]!]! - 1;
      edgeOf[bucketOf[i]!] = at;
      inside[at] = values[i]!;
    }
    for (let i = 0; i < count; i++) {
      const bucket = bucketOf[i]!;
      const start = edgeOf[bucket]!;
      const next = edgeOf[bucket + 1]!;
      let place = start + 1;
      for (let k = start; k < next; k++) if (inside[k]! > values[i]!) place += 1;
      places[i] = place;
    }
  };
}

/** The value that would stand at `rank` (from 0) if the values were sorted (quickselect); reorders them. */
function smallest(values: Int32Array, rank: number): number {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const pivot = values[(low + high) >> 1]!;
    let i = low;
    let k = high;
    while (i <= k) {
      while (values[i]! < pivot) i += 1;
      while (values[k]! > pivot) k -= 1;
      if (i <= k) {
        const kept = values[i]!;
        values[i] = values[k]!;
        values[k] = kept;
        i += 1;
        k -= 1;
      }
    }
    if (rank <= k) high = k;
    else if (rank >= i) low = i;
    else break;
  }
  return values[rank]!;
}
