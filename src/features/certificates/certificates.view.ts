// What stands on a certificate, in the reader's language: the same on paper and on the page where it is checked.
import { formatTime, type LocaleTag, localeInfo, type Translate, textIn } from '../../i18n/locales';
import type { HackathonRow } from '../hackathons/hackathons.tables';
import type { Facts } from './certificates.tables';

export interface Paper {
  heading: string;
  /** What follows the name: a whole sentence. */
  deed: string;
  lines: { label: string; text: string }[];
}

interface Reader {
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

function deedOf(facts: Facts, order: string[], { locale, t }: Reader): string {
  switch (facts.role) {
    case 'participant':
      return t('certificates.deed.participant', {
        count: facts.people,
        team: facts.team,
        question: textIn(facts.question, locale, order).text,
      });
    case 'expert':
      return t('certificates.deed.expert', { count: facts.teams });
    case 'juror':
      return t('certificates.deed.juror', { count: facts.proposals });
  }
}

function adviceOf(facts: Facts, { t }: Reader): string {
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
  reader: Reader,
): Paper {
  const { locale, t } = reader;
  const { title, zone, languages, about } = hackathon;
  const lines: Paper['lines'] = [];
  const add = (key: string, text: string) => {
    if (text !== '') lines.push({ label: t(`certificates.line.${key}`), text });
  };
  add('hackathon', textIn(title, locale, languages).text);
  add('dates', dates(facts, zone, locale));
  if (facts.role === 'participant')
    add('handedIn', formatTime(new Date(facts.handedInAt), zone, locale, 'day'));
  add('advice', adviceOf(facts, reader));
  add('organiser', about.run_by ?? organisers);
  return { heading: t(`certificates.heading.${facts.role}`), deed: deedOf(facts, languages, reader), lines };
}
