// Citations in people's texts: `[E12]` points at evidence card 12. Pure.

const CITATION = /\[E([1-9]\d{0,5})\]/g;

/** The numbers a text cites, each once, in order of first mention. */
export function citations(text: string): number[] {
  return [...new Set([...text.matchAll(CITATION)].map((match) => Number(match[1])))];
}

export type Part = { text: string } | { text: string; card: number };

/** The text in parts that together are the whole text; a part with `card` is a citation. */
export function withCitations(text: string): Part[] {
  const parts: Part[] = [];
  let at = 0;
  for (const match of text.matchAll(CITATION)) {
    if (match.index > at) parts.push({ text: text.slice(at, match.index) });
    parts.push({ text: match[0], card: Number(match[1]) });
    at = match.index + match[0].length;
  }
  if (at < text.length) parts.push({ text: text.slice(at) });
  return parts;
}
