// Drawn once for each seed and kept, up to a bound; the oldest goes first.

const kept = new Map<string, string>();
const bound = 4000;

export function remembered(key: string, draw: () => string): string {
  const known = kept.get(key);
  if (known !== undefined) return known;
  const drawn = draw();
  if (kept.size >= bound) kept.delete(kept.keys().next().value!);
  kept.set(key, drawn);
  return drawn;
}
