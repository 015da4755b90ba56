// Cells to the shortest stroke: runs of equal cells as relative lines, by rows or by columns.

interface Run {
  x: number;
  y: number;
  length: number;
}

const short = (n: number): string => String(n).replace(/^(-?)0\./, '$1.');

function joined(a: number, b: number): string {
  const second = short(b);
  return `${short(a)}${second.startsWith('-') ? '' : ' '}${second}`;
}

function runs(cells: readonly (readonly number[])[], colour: number, byColumn: boolean): Run[] {
  const height = cells.length;
  const width = cells[0]?.length ?? 0;
  const found: Run[] = [];
  const lanes = byColumn ? width : height;
  const steps = byColumn ? height : width;
  for (let lane = 0; lane < lanes; lane++) {
    let start = -1;
    for (let step = 0; step <= steps; step++) {
      const cell = byColumn ? cells[step]?.[lane] : cells[lane]?.[step];
      if (step < steps && cell === colour) {
        if (start < 0) start = step;
      } else if (start >= 0) {
        found.push(
          byColumn
            ? { x: lane, y: start, length: step - start }
            : { x: start, y: lane, length: step - start },
        );
        start = -1;
      }
    }
  }
  return found;
}

function written(found: readonly Run[], left: number, top: number, byColumn: boolean): string {
  let d = '';
  let x = 0;
  let y = 0;
  for (const run of found) {
    const toX = left + run.x + (byColumn ? 0.5 : 0);
    const toY = top + run.y + (byColumn ? 0 : 0.5);
    d += d === '' ? `M${joined(toX, toY)}` : `m${joined(toX - x, toY - y)}`;
    d += `${byColumn ? 'v' : 'h'}${run.length}`;
    x = toX + (byColumn ? 0 : run.length);
    y = toY + (byColumn ? run.length : 0);
  }
  return d;
}

/** Path data that fills all cells of one colour with strokes one unit wide; empty when there are none. */
export function strokes(
  cells: readonly (readonly number[])[],
  colour: number,
  left: number,
  top: number,
): string {
  const across = written(runs(cells, colour, false), left, top, false);
  const down = written(runs(cells, colour, true), left, top, true);
  return down.length < across.length ? down : across;
}
