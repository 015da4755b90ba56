// In which language a proposal is written: what the team speaks, narrowed by the script of the text.

const SCRIPTS: Record<string, RegExp> = {
  arabic: /\p{Script=Arabic}/gu,
  bengali: /\p{Script=Bengali}/gu,
  cyrillic: /\p{Script=Cyrillic}/gu,
  ethiopic: /\p{Script=Ethiopic}/gu,
  latin: /\p{Script=Latin}/gu,
};

/** Kurdish is written in two. */
const WRITTEN_IN: Record<string, readonly string[]> = {
  ar: ['arabic'],
  fa: ['arabic'],
  prs: ['arabic'],
  ps: ['arabic'],
  ur: ['arabic'],
  ku: ['latin', 'arabic'],
  bn: ['bengali'],
  ru: ['cyrillic'],
  uk: ['cyrillic'],
  ti: ['ethiopic'],
};

/** Below this many letters a text says nothing about its language. */
const LETTERS = 40;

/**
 * The languages of the team that the text can be in; where none fits, those of the hackathon; where none of them
 * fits either, none, which means that anybody may be able to read it.
 */
export function languagesOfText(
  text: string,
  spoken: readonly string[],
  ofHackathon: readonly string[],
): string[] {
  const counts = Object.entries(SCRIPTS).map(([name, letter]) => ({
    name,
    letters: text.match(letter)?.length ?? 0,
  }));
  const script = counts.reduce((most, one) => (one.letters > most.letters ? one : most));
  if (script.letters < LETTERS) return [...spoken];
  const fits = (tag: string) => (WRITTEN_IN[tag] ?? ['latin']).includes(script.name);
  const own = spoken.filter(fits);
  return own.length > 0 ? own : ofHackathon.filter(fits);
}
