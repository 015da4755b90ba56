// What stands in the words of a message: addresses that become links, and names of people of the room. Found here
// once, for the page and for what is sent to open pages.
import type { Mark } from '../../realtime/contract';
import type { Named } from './rooms.tables';

const MOST = 20;
const LONGEST = 1000;
// Signs that turn the direction of writing could make an address look like another one: it ends before them.
const ADDRESS = /\bhttps?:\/\/[^\s<>"'`\\{}|^\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]+/giu;
const CLOSING: Record<string, string> = { ')': '(', ']': '[' };

/** Without the signs of the sentence around it; a bracket stays if it was opened inside. */
function trimmed(address: string): string {
  let end = address.length;
  while (end > 0) {
    const last = address[end - 1]!;
    const opened = CLOSING[last];
    if (opened) {
      const inside = address.slice(0, end);
      if (inside.split(opened).length >= inside.split(last).length) break;
    } else if (!/[.,;:!?…،؛؟*_~]/u.test(last)) break;
    end -= 1;
  }
  return address.slice(0, end);
}

function linkAt(given: string, from: number): Mark | null {
  const address = trimmed(given);
  if (address.length > LONGEST || !URL.canParse(address)) return null;
  const { hostname, username, password } = new URL(address);
  // “https://bank.example@evil.example” leads to evil.example: nobody writes that in good faith.
  if (username || password || !hostname.includes('.')) return null;
  const shown = /^https?:\/\/([^/?#:]*)/iu.exec(address)?.[1]?.toLowerCase();
  const mark: Mark = { from, to: from + address.length, kind: 'link' };
  return shown === hostname ? mark : { ...mark, of: hostname };
}

/** No name goes on in the middle of a word, and “@Ann” is not found in “@Anna”. */
const standsAlone = (body: string, from: number, to: number): boolean =>
  !/[\p{L}\p{N}_]$/u.test(body.slice(Math.max(0, from - 2), from)) &&
  !/^[\p{L}\p{M}\p{N}_]/u.test(body.slice(to, to + 2));

function mentionsIn(body: string, people: readonly Named[]): Mark[] {
  const marks: Mark[] = [];
  // Longer names first: “@Ann Lee” is not “@Ann”.
  for (const { id, name } of [...people].sort((a, b) => b.name.length - a.name.length)) {
    const sign = `@${name}`;
    for (let from = body.indexOf(sign); from >= 0; from = body.indexOf(sign, from + 1)) {
      const to = from + sign.length;
      const taken = marks.some((one) => from < one.to && one.from < to);
      if (!taken && standsAlone(body, from, to)) marks.push({ from, to, kind: 'mention', of: id });
    }
  }
  return marks;
}

/** In their order, none inside another. */
export function marksOf(body: string | null, people: readonly Named[] | null): Mark[] {
  if (body === null) return [];
  const links = body.includes('://')
    ? [...body.matchAll(ADDRESS)].map((found) => linkAt(found[0], found.index)).filter((one) => one !== null)
    : [];
  const mentions = people ? mentionsIn(body, people) : [];
  const free = mentions.filter((one) => !links.some((link) => one.from < link.to && link.from < one.to));
  return [...links, ...free].sort((a, b) => a.from - b.from).slice(0, MOST);
}

/**
 * Who is meant: those whose name stands there after an @. Of several with one name only whom the writer chose,
 * and nobody if none was chosen.
 */
export function mentionedIn(body: string, people: readonly Named[], chosen: readonly string[]): string[] {
  const names = new Set(mentionsIn(body, people).map(({ from, to }) => body.slice(from + 1, to)));
  const found = people.filter((one) => names.has(one.name));
  return found
    .filter(({ id, name }) => {
      const namesakes = found.filter((one) => one.name === name);
      return namesakes.length === 1 || chosen.includes(id);
    })
    .map((one) => one.id);
}
