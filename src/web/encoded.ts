// A page as bytes: its text, and the parts that were encoded before, each in its place.

// Nothing that was escaped looks like this.
const PLACE = '<ready:';

/** Where they go, as the view sees it. */
export const placesFor = (ready: Record<string, Buffer>) =>
  Object.fromEntries(Object.keys(ready).map((name) => [name, `${PLACE}${name}>`]));

/** Long parts are not put together as text and taken apart as bytes again each time. */
export function encoded(html: string, ready: Record<string, Buffer>): Buffer {
  const pieces: (string | Buffer)[] = [];
  let from = 0;
  for (let at = html.indexOf(PLACE); at >= 0; at = html.indexOf(PLACE, from)) {
    const end = html.indexOf('>', at);
    pieces.push(html.slice(from, at), ready[html.slice(at + PLACE.length, end)]!);
    from = end + 1;
  }
  pieces.push(html.slice(from));
  const page = Buffer.allocUnsafe(pieces.reduce((bytes, piece) => bytes + Buffer.byteLength(piece), 0));
  let filled = 0;
  for (const piece of pieces)
    filled += typeof piece === 'string' ? page.write(piece, filled) : piece.copy(page, filled);
  return page;
}
