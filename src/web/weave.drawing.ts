// The marks that every cloth shares: strokes of a colour, and the two strokes that give it a hand.

/** The dye lots and, where a cell is wide enough to show them, the weft ribs. */
export function handStrokes(lots: readonly number[], width: number, d: string, ribs: boolean): string {
  const lot = `<path stroke="#fff" stroke-opacity=".13" stroke-width="${width}" stroke-dasharray="${lots.join(' ')}" d="${d}"/>`;
  if (!ribs) return lot;
  return `${lot}<path stroke="#000" stroke-opacity=".16" stroke-width="${width}" stroke-dasharray=".12 .38" d="${d}"/>`;
}

export const colourPath = (colour: string, d: string): string =>
  d ? `<path stroke="${colour}" d="${d}"/>` : '';
