// QR codes as one path, drawn on the server.
import { encode } from 'uqr';

export interface Code {
  /** Squares on a side. */
  size: number;
  /** Every dark run as a path of strokes one square high. */
  path: string;
}

/** A QR code that still reads with a crease through it. The white margin is the drawing's own. */
export function codeOf(address: string): Code {
  const { size, data } = encode(address, { ecc: 'M', border: 0 });
  const path = data.map((row, y) =>
    row
      .map((dark, x) => (dark && !row[x - 1] ? `M${x} ${y}h${runFrom(row, x)}v1h-${runFrom(row, x)}z` : ''))
      .join(''),
  );
  return { size, path: path.join('') };
}

function runFrom(row: readonly boolean[], x: number): number {
  const end = row.indexOf(false, x);
  return (end < 0 ? row.length : end) - x;
}
