// The ribbon says where a hackathon is: woven, here, or bare, with one line of words in each language.
import { translator } from '../../../src/i18n/locales';
import { type RibbonSource, ribbonView } from '../../../src/web/ribbon.view';

const day = (text: string) => new Date(`${text}T16:00:00Z`);
const phases = [
  { key: 'inquiry', opens: day('2026-04-13'), closes: day('2026-04-27') },
  { key: 'teams', opens: day('2026-04-27'), closes: day('2026-05-07') },
  { key: 'drafting', opens: day('2026-05-07'), closes: day('2026-05-22') },
  { key: 'judging', opens: day('2026-05-23'), closes: day('2026-06-01') },
  { key: 'deliberation', opens: day('2026-06-01'), closes: day('2026-06-05') },
  { key: 'results', opens: day('2026-06-12'), closes: day('2026-06-20') },
  { key: 'follow-up', opens: day('2026-06-20'), closes: null },
];

function at(now: string, more: Partial<RibbonSource> = {}) {
  const locale = more.locale ?? 'en';
  return ribbonView({
    slug: 'our-city',
    title: 'Our City, Our Say',
    zone: 'Europe/Brussels',
    seed: 'our-city',
    phases,
    now: day(now),
    locale,
    t: translator(locale),
    ...more,
  });
}

const states = (now: string) =>
  at(now)
    .steps.map((step) => step.state)
    .join(' ');

it('splits the inquiry into asking and finding', () => {
  expect(states('2026-04-14')).toBe('now later later later later later');
  expect(states('2026-04-21')).toBe('done now later later later later');
});

it('weaves the present step as far as its time has gone, in steps of 2 %', () => {
  const { steps } = at('2026-05-01');
  expect(steps.map((step) => step.woven)).toEqual(['w-100', 'w-100', 'w-40', 'w-0', 'w-0', 'w-0']);
  expect(steps.map((step) => step.band !== '')).toEqual([true, true, true, false, false, false]);
});

it('is nowhere before the start and between two steps, and says what comes', () => {
  expect(states('2026-04-01')).toBe('later later later later later later');
  expect(at('2026-04-01').line).toMatch(/^Ask begins 13 April.*\(Brussels time\)$/);
  expect(states('2026-06-08')).toBe('done done done done done later');
  expect(at('2026-06-08').line).toMatch(/^Answer begins 12 June/);
});

it('takes judging and deliberation as one step, and results with what follows as the last', () => {
  expect(states('2026-06-02')).toBe('done done done done now later');
  expect(states('2026-09-02')).toBe('done done done done done now');
  expect(at('2026-09-02').line).toBe('Now: Answer');
});

it('is all woven when everything is over', () => {
  const closed = phases.map((phase) => ({ ...phase, closes: phase.closes ?? day('2026-12-01') }));
  expect(at('2027-01-01', { phases: closed }).line).toBe('All steps are done.');
});

it('passes over steps that were left out', () => {
  const weekend = phases.filter((phase) => phase.key !== 'inquiry');
  const { steps } = at('2026-05-01', { phases: weekend });
  expect(steps.map((step) => step.state)).toEqual(['done', 'done', 'now', 'later', 'later', 'later']);
});

it('tells the end with its place and the next step, in the language of the page', () => {
  expect(at('2026-05-01').line).toMatch(/^Until 7 May.*18:00 \(Brussels time\), then Write$/);
  expect(at('2026-05-01', { locale: 'nl' }).line).toMatch(
    /^Tot 7 mei.*18:00 \(tijd in Brussel\), daarna Schrijven$/,
  );
  expect(at('2026-05-01', { locale: 'ar' }).line).toMatch(/^حتى 7 مايو.*18:00 \(بتوقيت بروكسل\)، ثم: نكتب$/);
});

it('adds dates and how long it still is on the front page', () => {
  const large = at('2026-05-05', { large: true });
  expect(large.bold).toBe('Step 3: Team up.');
  expect(large.line).toMatch(/Thursday 7 May.*18:00 \(Brussels time\), in 2 days, then Write$/);
  expect(large.steps.map((step) => step.when)).toEqual([
    expect.stringMatching(/13\s?–\s?20 April/),
    expect.stringMatching(/20\s?–\s?27 April/),
    expect.stringMatching(/^until 7 May/),
    expect.stringMatching(/7\s?–\s?22 May/),
    expect.stringMatching(/23 May\s–\s5 June/),
    expect.stringMatching(/^from 12 June/),
  ]);
});
