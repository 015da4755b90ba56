// The best assignment of people (rows) to seats (columns with room for several): shortest augmenting paths with
// prices, one person after the other. Jonker & Volgenant, “A shortest augmenting path algorithm for dense and
// sparse linear assignment problems”, Computing 38 (1987) 325–340; columns hold `room` people instead of one, which
// makes it the transportation problem (Ahuja, Magnanti & Orlin, “Network Flows”, 1993, sections 9.7 and 12.4).

export interface Column {
  team: number;
  room: number;
  /** What a seat here is worth beyond the fit. */
  bonus: number;
}

interface Given {
  /** 0 … 100 by row, then team; 0 where a row cannot go. */
  fits: Uint8Array;
  rows: number;
  teams: number;
  columns: readonly Column[];
  /** What any seat is worth: more than all else together, so that most people are seated. */
  seat: number;
}

export interface Flow {
  /** Column of each row; -1 for a row that is not inserted or found none. */
  readonly of: Int32Array;
  /** What somebody must bring to be in a column; 0 while it has room. */
  readonly prices: Float64Array;
  readonly held: readonly number[][];
  /** How many were inserted and have no column. */
  apart(): number;
  /** Gives the row a column so that the whole is worth most; others may change theirs for it, or lose it. */
  insert(row: number): void;
  /** Empties a column for good; returns who was in it, to be inserted again. */
  close(column: number): number[];
  closed(column: number): boolean;
  /** What was true when it was called comes back by calling its answer. */
  remember(): () => void;
}

/**
 * After every insert no other way to seat the inserted rows is worth more; among equals the order of rows and
 * columns decides. All numbers are whole and far below 2^53, so that nothing is rounded.
 */
export function createFlow({ fits, rows, teams, columns, seat }: Given): Flow {
  const width = columns.length;
  const of = new Int32Array(rows).fill(-1);
  const prices = new Float64Array(width);
  let held: number[][] = columns.map(() => []);
  let apart = 0;
  const closed = new Uint8Array(width);
  const teamOf = Int32Array.from(columns, (column) => column.team);
  /** Bonus less price: what a column offers beside the fit. */
  const offer = Float64Array.from(columns, (column) => column.bonus);
  // Of one search: how far columns are, through which row, and the columns that are not settled yet, in front.
  const distance = new Float64Array(width);
  const through = new Int32Array(width);
  const open = new Int32Array(width);
  let unsettled = 0;

  /** From `row`, which stands at `base`, to every unsettled column. */
  function reach(row: number, base: number): void {
    const start = row * teams;
    for (let place = 0; place < unsettled; place++) {
      const column = open[place]!;
      const fit = fits[start + teamOf[column]!]!;
      if (fit === 0) continue;
      const far = base - fit - offer[column]!;
      if (far >= distance[column]!) continue;
      distance[column] = far;
      through[column] = row;
    }
  }

  const hasRoom = (column: number) => held[column]!.length < columns[column]!.room;

  /** Where in `open` the nearest column stands, one with room among equals; -1 when none can be reached. */
  function nearest(): number {
    let best = -1;
    let far = Number.POSITIVE_INFINITY;
    let roomy = true;
    for (let place = 0; place < unsettled; place++) {
      const column = open[place]!;
      if (distance[column]! > far || (distance[column] === far && roomy)) continue;
      const room = hasRoom(column);
      if (distance[column] === far && !room) continue;
      best = place;
      far = distance[column]!;
      roomy = room;
    }
    return best;
  }

  return {
    of,
    prices,
    get held() {
      return held;
    },
    apart: () => apart,
    insert(row) {
      distance.fill(Number.POSITIVE_INFINITY);
      unsettled = 0;
      for (let column = 0; column < width; column++) if (!closed[column]) open[unsettled++] = column;
      const settled: number[] = [];
      let length = seat;
      // The row that ends without a column if no end is nearer.
      let loser = row;
      let end = -1;
      reach(row, 0);
      for (;;) {
        const place = nearest();
        if (place < 0 || distance[open[place]!]! >= length) break;
        const column = open[place]!;
        if (hasRoom(column)) {
          end = column;
          length = distance[column]!;
          break;
        }
        settled.push(column);
        open[place] = open[--unsettled]!;
        for (const other of held[column]!) {
          const base = distance[column]! + fits[other * teams + teamOf[column]!]! + offer[column]!;
          if (base + seat < length) {
            length = base + seat;
            loser = other;
          }
          reach(other, base);
        }
      }
      for (const column of settled) {
        // What became the end is nearer than some that were settled.
        const raise = length - distance[column]!;
        if (raise <= 0) continue;
        prices[column]! += raise;
        offer[column]! -= raise;
      }
      let column = end;
      if (end < 0) {
        apart += 1;
        if (loser === row) return;
        column = of[loser]!;
        of[loser] = -1;
        held[column]!.splice(held[column]!.indexOf(loser), 1);
      }
      for (;;) {
        const moved = through[column]!;
        const before = of[moved]!;
        of[moved] = column;
        held[column]!.push(moved);
        if (moved === row) return;
        held[before]!.splice(held[before]!.indexOf(moved), 1);
        column = before;
      }
    },
    close(column) {
      const out = held[column]!;
      held[column] = [];
      closed[column] = 1;
      for (const row of out) of[row] = -1;
      return out;
    },
    closed: (column) => closed[column] === 1,
    remember() {
      const then = { of: of.slice(), prices: prices.slice(), offer: offer.slice(), closed: closed.slice() };
      const heldThen = held.map((one) => [...one]);
      const apartThen = apart;
      return () => {
        of.set(then.of);
        prices.set(then.prices);
        offer.set(then.offer);
        closed.set(then.closed);
        held = heldThen;
        apart = apartThen;
      };
    },
  };
}
