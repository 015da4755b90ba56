// People for whom no seat is left, as proposals of new teams: a language all of them speak, a challenge they want.

export interface Loner {
  id: string;
  languages: readonly string[];
  /** Empty: any. */
  challenges: readonly string[];
}

export interface Group {
  people: string[];
  /** One that all of them speak, but whoever came in for want of any other place; null where there is none. */
  language: string | null;
  /** One that all of them want, else the one most of them do. */
  challenge: string;
}

interface Wanted {
  min: number;
  max: number;
  /** Those that are open. At least one. */
  challenges: readonly string[];
}

const wants = (person: Loner, challenge: string) =>
  person.challenges.length === 0 || person.challenges.includes(challenge);

/** The challenge most of them want; among equals the first of the list. */
function mostWanted(people: readonly Loner[], challenges: readonly string[]): string {
  const votes = challenges.map((challenge) => people.filter((person) => wants(person, challenge)).length);
  return challenges[votes.indexOf(Math.max(...votes))]!;
}

/** As few groups as hold them, of even sizes, none below the minimum; who fits into none stays out. */
function split(people: readonly Loner[], { min, max }: Wanted): Loner[][] {
  const groups = Math.min(Math.ceil(people.length / max), Math.floor(people.length / min));
  const placed = people.slice(0, groups * max);
  return Array.from({ length: groups }, (_, group) => placed.filter((_, index) => index % groups === group));
}

/**
 * The largest circle of people with one language and one challenge becomes teams first, then the next; then
 * circles of one language. Whoever is left over joins a proposal in a language of theirs that has room. The order
 * of `people` decides among equals. Returns also who is in none.
 */
export function groupsOf(people: readonly Loner[], wanted: Wanted): { groups: Group[]; left: Loner[] } {
  const groups: Group[] = [];
  let left = [...people];
  const take = (circle: readonly Loner[], language: string | null, challenge?: string) => {
    const made = split(circle, wanted);
    for (const one of made)
      groups.push({
        people: one.map((person) => person.id),
        language,
        challenge: challenge ?? mostWanted(one, wanted.challenges),
      });
    const taken = new Set(made.flat());
    left = left.filter((person) => !taken.has(person));
  };
  for (const each of [wanted.challenges, [undefined]]) {
    for (;;) {
      const circle = largest(left, each);
      if (circle.people.length < wanted.min) break;
      take(circle.people, circle.language, circle.challenge);
    }
  }
  left = left.filter((person) => !joins(person, groups, wanted.max, (group) => speaks(person, group)));
  return { groups, left };
}

/** Nobody is left alone for want of a language: proposals with room, then a group without a common language. */
export function groupStrangers(
  left: readonly Loner[],
  groups: Group[],
  wanted: Wanted,
): { groups: Group[]; left: Loner[] } {
  const made = split(left, wanted).map((one) => ({
    people: one.map((person) => person.id),
    language: null,
    challenge: mostWanted(one, wanted.challenges),
  }));
  const taken = new Set(made.flatMap((group) => group.people));
  const all = [...groups, ...made];
  const rest = left.filter((person) => !taken.has(person.id) && !joins(person, all, wanted.max, () => true));
  return { groups: all, left: rest };
}

const speaks = (person: Loner, group: Group) =>
  group.language !== null && person.languages.includes(group.language);

/** Puts somebody into the smallest group that has room and may take them; false if there is none. */
function joins(person: Loner, groups: Group[], max: number, may: (group: Group) => boolean): boolean {
  const [smallest] = groups
    .filter((group) => group.people.length < max && may(group))
    .sort((a, b) => a.people.length - b.people.length);
  smallest?.people.push(person.id);
  return smallest !== undefined;
}

function largest(people: readonly Loner[], challenges: readonly (string | undefined)[]) {
  const languages = [...new Set(people.flatMap((person) => person.languages))];
  let best: { people: Loner[]; language: string; challenge?: string } = { people: [], language: '' };
  for (const language of languages) {
    const speakers = people.filter((person) => person.languages.includes(language));
    if (speakers.length <= best.people.length) continue;
    for (const challenge of challenges) {
      const circle = challenge === undefined ? speakers : speakers.filter((one) => wants(one, challenge));
      if (circle.length > best.people.length)
        best = { people: circle, language, ...(challenge === undefined ? {} : { challenge }) };
    }
  }
  return best;
}
