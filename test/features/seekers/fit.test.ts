// The fit of a person and a team: its formula on known pairs, and what holds for whatever people say.
import { bestFirst, type FitPerson, type FitTeam, fitOf } from '../../../src/features/seekers/seekers.fit';
import { SKILLS, TIMES } from '../../../src/features/teams/teams.together';
import { WRITING_LANGUAGES } from '../../../src/i18n/locales';

const person: FitPerson = {
  id: 'p',
  languages: ['ti', 'nl'],
  challenges: ['bus'],
  times: ['evenings', 'weekends'],
  skills: ['film', 'writing'],
};
const team: FitTeam = {
  id: 't',
  challenge: 'bus',
  languages: ['nl', 'ti', 'en'],
  times: ['evenings', 'weekends'],
  seeks: ['film', 'writing', 'tech'],
  has: ['research'],
};

test('whoever agrees in everything fits fully, with every reason', () => {
  expect(fitOf(person, team)).toEqual({
    score: 100,
    reasons: [
      { kind: 'languages', languages: ['nl', 'ti'] },
      { kind: 'challenge' },
      { kind: 'times', times: ['evenings', 'weekends'] },
      { kind: 'sought', skills: ['film', 'writing'] },
    ],
  });
});

test.each<[string, Partial<FitPerson>, Partial<FitTeam>, number]>([
  ['without a common language nothing else counts', { languages: ['uk'] }, {}, 0],
  ['one of several languages in common', { languages: ['nl', 'uk'] }, {}, 90],
  ['the only language of the person', { languages: ['nl'] }, {}, 100],
  ['any challenge is welcome', { challenges: [] }, {}, 88],
  ['another challenge', { challenges: ['school'] }, {}, 76],
  ['one of two times', { times: ['evenings', 'mornings'] }, {}, 90],
  ['no common time', { times: ['mornings'] }, {}, 80],
  ['nothing said about time', { times: [] }, {}, 90],
  ['the team says nothing about time', {}, { times: [] }, 90],
  ['one skill that is looked for', { skills: ['film'] }, {}, 92],
  ['the only skill that is looked for', { skills: ['film'] }, { seeks: ['film'] }, 100],
  ['a skill that nobody has', {}, { seeks: [] }, 90],
  ['a skill that is there already', { skills: ['research'] }, { seeks: [] }, 84],
])('%s', (_, of, at, score) => {
  expect(fitOf({ ...person, ...of }, { ...team, ...at }).score).toBe(score);
});

/** A small generator with a seed (mulberry32): the same pairs in every run. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const random = randomOf(28);
const some = <T>(from: readonly T[], share: number) => from.filter(() => random() < share);
const questions = ['bus', 'school', 'homes', 'work'];
const anybody = (id: string): FitPerson => ({
  id,
  languages: some(WRITING_LANGUAGES, 0.15),
  challenges: some(questions, 0.4),
  times: some(TIMES, 0.4),
  skills: some(SKILLS, 0.3),
});
const anyTeam = (id: string): FitTeam => ({
  id,
  challenge: questions[Math.floor(random() * 4)]!,
  languages: some(WRITING_LANGUAGES, 0.15),
  times: some(TIMES, 0.4),
  seeks: some(SKILLS, 0.3),
  has: some(SKILLS, 0.3),
});
const pairs = Array.from({ length: 3000 }, (_, at) => [anybody(`p${at}`), anyTeam(`t${at}`)] as const);
const turned = <T>(list: readonly T[]) => [...list].reverse();

test('for any two: a whole number of 0 … 100, 0 just without a common language, and reasons that are true', () => {
  for (const [one, other] of pairs) {
    const { score, reasons } = fitOf(one, other);
    expect(Number.isInteger(score) && score >= 0 && score <= 100).toBe(true);
    expect(score === 0).toBe(!one.languages.some((tag) => other.languages.includes(tag)));
    for (const reason of reasons) {
      if (reason.kind === 'languages')
        expect(
          reason.languages.every((tag) => one.languages.includes(tag) && other.languages.includes(tag)),
        ).toBe(true);
      if (reason.kind === 'challenge') expect(one.challenges).toContain(other.challenge);
      if (reason.kind === 'times')
        expect(reason.times.every((time) => one.times.includes(time) && other.times.includes(time))).toBe(
          true,
        );
      if (reason.kind === 'sought') expect(other.seeks).toEqual(expect.arrayContaining(reason.skills));
      if (reason.kind === 'new') expect(reason.skills.some((skill) => other.has.includes(skill))).toBe(false);
    }
  }
});

test('for any two: neither the order nor a repetition of what they said changes the fit, nor who they are', () => {
  for (const [one, other] of pairs) {
    const same = fitOf(
      {
        id: 'somebody else',
        languages: [...turned(one.languages), ...one.languages],
        challenges: turned(one.challenges),
        times: turned(one.times),
        skills: [...one.skills, ...turned(one.skills)],
      },
      { ...other, id: 'another', languages: turned(other.languages), seeks: turned(other.seeks) },
    );
    expect(same.score).toBe(fitOf(one, other).score);
  }
});

test('for any two: one skill more never lowers the fit, one common time or the team’s challenge neither', () => {
  for (const [one, other] of pairs) {
    const { score } = fitOf(one, other);
    const skill = SKILLS[Math.floor(random() * SKILLS.length)]!;
    expect(fitOf({ ...one, skills: [...one.skills, skill] }, other).score).toBeGreaterThanOrEqual(score);
    const times = [...one.times, ...other.times];
    expect(fitOf({ ...one, times }, other).score).toBeGreaterThanOrEqual(score);
    const challenges = [...one.challenges, other.challenge];
    expect(fitOf({ ...one, challenges }, other).score).toBeGreaterThanOrEqual(score);
  }
});

test('equals stand in an order of their own for each seed, the same every time', () => {
  const equals = Array.from({ length: 40 }, (_, at) => ({ id: `t${at}`, fit: fitOf(person, team) }));
  const better = { id: 'best', fit: { score: 101, reasons: [] } };
  const stranger = { id: 'stranger', fit: { score: 0, reasons: [] } };
  const order = (seed: string, list = [...equals, better, stranger]) =>
    bestFirst(seed, list).map(({ id }) => id);
  expect(order('a')).toEqual(order('a', [better, stranger, ...turned(equals)]));
  expect(order('a')).not.toEqual(order('b'));
  expect(order('a')[0]).toBe('best');
  expect(order('a')).not.toContain('stranger');
  expect([...order('a')].sort()).toEqual([...order('b')].sort());
  const mixed = pairs.map(([one, other]) => ({ id: one.id, fit: fitOf(one, other) }));
  expect(bestFirst('a', mixed, 7)).toEqual(bestFirst('a', mixed).slice(0, 7));
  const firsts = new Set(Array.from({ length: 200 }, (_, at) => order(`seed ${at}`)[1]));
  expect(firsts.size).toBeGreaterThan(30);
});
