// The timetable of a hackathon as its ribbon: six steps, how far each is woven, and one line of words.

import { formatTime, localeInfo, relativeTime, type Translate, zoneName } from '../i18n/locales';
import { type RibbonStep, ribbonBand, ribbonSteps, wovenClass } from './weave';
import { threadsOf } from './weave.seed';

export interface RibbonPhase {
  key: string;
  opens: Date | null;
  closes: Date | null;
}

export interface RibbonSource {
  slug: string;
  title: string;
  zone: string;
  /** The seed of the hackathon's cloth. */
  seed: string;
  phases: readonly RibbonPhase[];
  now: Date;
  locale: string;
  t: Translate;
  /** Several ribbons on one page need pattern ids of their own. */
  prefix?: string;
  /** On the front page: high, with dates. */
  large?: boolean;
}

export interface RibbonStepView {
  key: RibbonStep;
  number: number;
  label: string;
  state: 'done' | 'now' | 'later';
  /** Class that says how far the step is woven: `w-62`. */
  woven: string;
  /** SVG, or nothing where only bare threads are. */
  band: string;
  /** Dates, only when large. */
  when: string;
}

export interface RibbonView {
  slug: string;
  title: string;
  large: boolean;
  bold: string;
  line: string;
  steps: RibbonStepView[];
}

interface Span {
  key: RibbonStep;
  opens: Date | null;
  closes: Date | null;
}

function halfway(opens: Date | null, closes: Date | null): Date | null {
  return opens && closes ? new Date((opens.getTime() + closes.getTime()) / 2) : null;
}

/** Six spans from the phases; the inquiry is asking in its first half and finding in its second. */
function spans(phases: readonly RibbonPhase[]): Span[] {
  const times = (...keys: string[]) => {
    const found = keys.map((key) => phases.find((phase) => phase.key === key)).filter((phase) => !!phase);
    return { opens: found[0]?.opens ?? null, closes: found.at(-1)?.closes ?? null };
  };
  const inquiry = times('inquiry');
  const middle = halfway(inquiry.opens, inquiry.closes);
  return [
    { key: 'ask', opens: inquiry.opens, closes: middle },
    { key: 'find', opens: middle, closes: inquiry.closes },
    { key: 'teamUp', ...times('teams') },
    { key: 'write', ...times('drafting') },
    { key: 'jury', ...times('judging', 'deliberation') },
    { key: 'answer', ...times('results', 'follow-up') },
  ];
}

interface Place {
  /** The first step that is not over; past the end when all are. */
  index: number;
  /** It has begun: we are in it, not before it. */
  open: boolean;
}

function placeOf(steps: readonly Span[], now: Date): Place {
  const begun = (step: Span) => step.opens !== null && step.opens <= now;
  const over = (step: Span) => step.closes !== null && step.closes <= now;
  const lastBegun = steps.findLastIndex((step) => begun(step) || over(step));
  // A step without dates that lies before one that has begun was left out, so it is behind us.
  const index = steps.findIndex((step, at) => !over(step) && (begun(step) || at > lastBegun));
  const found = index < 0 ? steps.length : index;
  return { index: found, open: found < steps.length && begun(steps[found]!) };
}

function shareOf(step: Span, now: Date): number {
  if (!step.opens || !step.closes) return 0.5;
  return (now.getTime() - step.opens.getTime()) / (step.closes.getTime() - step.opens.getTime());
}

/** “8 May, 18:00 (Brussels time)”: a moment with the place it is told in. */
function moment(at: Date, source: RibbonSource): string {
  const { zone, locale, t, large } = source;
  const when = formatTime(at, zone, locale, large ? 'weekdayTime' : 'dayTime');
  return t('frame.zoneTime', { when, zone: zoneName(zone, locale) });
}

function words(steps: readonly Span[], place: Place, source: RibbonSource): { bold: string; line: string } {
  const { t, now, locale, large } = source;
  const label = (step: Span) => t(`frame.ribbon.${step.key}`);
  const present = steps[place.index];
  if (!present) return { bold: '', line: t('frame.ribbon.after') };
  if (!place.open) {
    if (!present.opens) return { bold: '', line: t('frame.ribbon.noDate', { next: label(present) }) };
    return {
      bold: '',
      line: t('frame.ribbon.between', { next: label(present), when: moment(present.opens, source) }),
    };
  }
  const bold = large ? t('frame.ribbon.step', { number: place.index + 1, step: label(present) }) : '';
  if (!present.closes) return { bold, line: large ? '' : t('frame.ribbon.open', { step: label(present) }) };
  const next = steps[place.index + 1];
  const when = large
    ? t('frame.ribbon.momentIn', {
        when: moment(present.closes, source),
        relative: relativeTime(present.closes, now, locale),
      })
    : moment(present.closes, source);
  return {
    bold,
    line: next ? t('frame.ribbon.untilThen', { when, next: label(next) }) : t('frame.ribbon.until', { when }),
  };
}

function dates(step: Span, state: RibbonStepView['state'], { zone, locale, t }: RibbonSource): string {
  if (state === 'now' && step.closes) {
    return t('frame.ribbon.untilDate', { when: formatTime(step.closes, zone, locale) });
  }
  const days = new Intl.DateTimeFormat(localeInfo(locale).intl, {
    day: 'numeric',
    month: 'long',
    timeZone: zone,
  });
  if (step.opens && step.closes) return days.formatRange(step.opens, step.closes);
  return step.opens ? t('frame.ribbon.from', { from: days.format(step.opens) }) : '';
}

const spansOf = new WeakMap<readonly RibbonPhase[], Span[]>();

/** Changes exactly when the small ribbon does: the step, whether it has begun, and how far it is woven. */
export function ribbonMoment(phases: readonly RibbonPhase[], now: Date): string {
  const steps = spansOf.get(phases) ?? spans(phases);
  spansOf.set(phases, steps);
  const place = placeOf(steps, now);
  const present = steps[place.index];
  return `${place.index} ${place.open} ${present && place.open ? wovenClass(shareOf(present, now)) : ''}`;
}

export function ribbonView(source: RibbonSource): RibbonView {
  const { slug, title, seed, phases, now, t, large = false, prefix = 'r' } = source;
  const steps = spans(phases);
  const place = placeOf(steps, now);
  const { colourway } = threadsOf(seed);
  const ids = { next: 0, prefix };
  const stateOf = (index: number): RibbonStepView['state'] => {
    if (index < place.index) return 'done';
    return index === place.index && place.open ? 'now' : 'later';
  };
  return {
    slug,
    title,
    large,
    ...words(steps, place, source),
    steps: steps.map((step, index) => {
      const state = stateOf(index);
      const share = { done: 1, now: shareOf(step, now), later: 0 }[state];
      return {
        key: ribbonSteps[index]!,
        number: index + 1,
        label: t(`frame.ribbon.${step.key}`),
        state,
        woven: wovenClass(share),
        band: state === 'later' ? '' : ribbonBand(step.key, colourway, { ids, slim: !large }),
        when: large ? dates(step, state, source) : '',
      };
    }),
  };
}
