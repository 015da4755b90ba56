// What stands on a certificate, in the language of the paper: the same on paper and on the page where it is checked.
import {
  formatTime,
  type LocaleTag,
  localeInfo,
  type Translate,
  textIn,
  translator,
} from '../../i18n/locales';
import type { HackathonRow } from '../hackathons/hackathons.tables';
import type { Facts } from './certificates.tables';

interface Told {
  text: string;
  lang: string;
  dir: 'ltr' | 'rtl';
}

export interface Paper {
  /** The language of its sentences; what people wrote can be in another. */
  lang: LocaleTag;
  dir: 'ltr' | 'rtl';
  heading: string;
  /** What follows the name: a whole sentence. */
  deed: string;
  /** The same around the question, which can be in another language; null where it names none. */
  around: { before: string; question: Told; after: string } | null;
  lines: { key: string; label: string; text: string; lang?: string; dir?: string }[];
  /** Words that stand around. */
  say: Translate;
}

interface Writer {
  locale: LocaleTag;
  t: Translate;
}

/** The name grows smaller, never shorter. */
export type NameSize = 'short' | 'long' | 'longer';
export function nameSize(name: string): NameSize {
  const letters = [...name].filter((sign) => !/\p{M}/u.test(sign)).length;
  if (letters <= 24) return 'short';
  return letters <= 48 ? 'long' : 'longer';
}

function dates({ from, until }: Facts, zone: string, locale: LocaleTag): string {
  const days = new Intl.DateTimeFormat(localeInfo(locale).intl, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: zone,
  });
  return days.formatRange(new Date(from), new Date(until));
}

/** A letter of nobody's, where the question will stand. */
const PLACE = '\ue000';

function deedOf(facts: Facts, question: string, { t }: Writer): string {
  switch (facts.role) {
    case 'participant':
      return t('certificates.deed.participant', { count: facts.people, team: facts.team, question });
    case 'expert':
      return t('certificates.deed.expert', { count: facts.teams });
    case 'juror':
      return t('certificates.deed.juror', { count: facts.proposals });
  }
}

function aroundOf(facts: Facts, order: string[], writer: Writer): Paper['around'] {
  if (facts.role !== 'participant') return null;
  const [before = '', after = ''] = deedOf(facts, PLACE, writer).split(PLACE);
  return { before, question: textIn(facts.question, writer.locale, order), after };
}

function adviceOf(facts: Facts, { t }: Writer): string {
  if (facts.role === 'juror' || facts.advice === 0) return '';
  const advice = t('certificates.advice', { count: facts.advice });
  if (facts.role === 'expert') return advice;
  return t('certificates.adviceFrom', { advice, count: facts.advisers });
}

/** `organisers`: their names, for where nobody wrote who runs the hackathon. */
export function paperOf(
  facts: Facts,
  hackathon: Pick<HackathonRow, 'title' | 'zone' | 'languages' | 'about'>,
  organisers: string,
  locale: LocaleTag,
): Paper {
  const writer = { locale, t: translator(locale) };
  const { t } = writer;
  const { title, zone, languages, about } = hackathon;
  const lines: Paper['lines'] = [];
  const add = (key: string, told: string | Told) => {
    const { text, ...where } = typeof told === 'string' ? { text: told } : told;
    if (text !== '') lines.push({ key, label: t(`certificates.line.${key}`), text, ...where });
  };
  const { text, lang, dir } = textIn(title, locale, languages);
  add('hackathon', { text, lang, dir });
  add('dates', dates(facts, zone, locale));
  if (facts.role === 'participant')
    add('handedIn', formatTime(new Date(facts.handedInAt), zone, locale, 'day'));
  add('advice', adviceOf(facts, writer));
  add('organiser', about.run_by ?? organisers);
  const around = aroundOf(facts, languages, writer);
  return {
    lang: locale,
    dir: localeInfo(locale).dir,
    heading: t(`certificates.heading.${facts.role}`),
    deed: deedOf(facts, around?.question.text ?? '', writer),
    around,
    lines,
    say: t,
  };
}
