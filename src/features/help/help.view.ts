// Help in words: the request of a team in its room, and what stands beside it.
import { formatTime, LOCALES, relativeTime, type Translate, translator } from '../../i18n/locales';
import type { RoomRole } from '../rooms/rooms.tables';
import { SECTIONS } from '../submissions/submissions.tables';
import { expectation, RATINGS, READY_TOPICS } from './help.policy';
import type { HelpRow } from './help.tables';
import type { BesideHelp } from './help.waiting.queries';

export interface Reader {
  t: Translate;
  locale: string;
}

/** Parts of the proposal are called as they are there. */
export const topicKey = (about: string): string =>
  SECTIONS.some((key) => key === about) ? `submissions.parts.${about}.name` : `mentoring.topics.${about}`;

const READY = new Map<string, Set<string>>();

/** The ready topic in the reader's language, unless the team wrote words of its own. */
export function topicSaid(t: Translate, { topic, about }: { topic: string; about: string | null }): string {
  if (about === null) return topic;
  let known = READY.get(about);
  if (!known) {
    known = new Set(LOCALES.map(({ tag }) => translator(tag)(topicKey(about))));
    READY.set(about, known);
  }
  return known.has(topic) ? t(topicKey(about)) : topic;
}

/** “asked 25 minutes ago”. */
export function waitingSince({ t, locale }: Reader, askedAt: Date, now: Date): string {
  if (now.getTime() - askedAt.getTime() < 60_000) return t('mentoring.help.justNow');
  return t('mentoring.help.since', { ago: relativeTime(askedAt, now, locale) });
}

/** “12 minutes”, rounded up; hours from two on. */
export function lasted(t: Translate, seconds: number): string {
  const minutes = Math.max(1, Math.ceil(seconds / 60));
  if (minutes < 120) return t('mentoring.lasted.minutes', { count: minutes });
  return t('mentoring.lasted.hours', { count: Math.round(minutes / 60) });
}

/** The team's live request in its room. */
export function helpView(reader: Reader & { id: string }, help: HelpRow, now: Date) {
  return {
    id: help.id,
    state: help.state,
    topic: topicSaid(reader.t, help),
    details: help.details,
    urgent: help.urgency === 'urgent',
    name: help.claimed_by_name ?? '',
    claimedAs: help.claimed_as,
    mine: help.claimed_by === reader.id,
    waiting: waitingSince(reader, help.asked_at, now),
    /** The part of the proposal that the question is about. */
    section: SECTIONS.find((key) => key === help.about) ?? '',
  };
}

/** What stands beside it: how long it takes, the word that is owed to the last help, whether the team rests. */
export function stripView(
  { t, locale }: Reader,
  given: { help: HelpRow | undefined; beside: BesideHelp; role: RoomRole; zone: string; now: Date },
) {
  const { help, beside, role, zone, now } = given;
  const member = role === 'participant';
  const usual = beside.usual?.[help?.language ?? locale] ?? null;
  const waited = help ? (now.getTime() - help.asked_at.getTime()) / 1000 : 0;
  const expected = expectation(usual, waited);
  const label = (key: string) => ({ value: key, label: t(topicKey(key)) });
  return {
    expect: member
      ? t(`mentoring.help.expect.${expected}`, { time: usual === null ? '' : lasted(t, usual) })
      : '',
    rate: (member && beside.to_rate) || null,
    ratings: RATINGS,
    topics: READY_TOPICS.map((key) => ({ key, label: t(topicKey(key)) })),
    sections: SECTIONS.map(label),
    rests:
      !member && beside.rests_until !== null
        ? t('mentoring.help.rests', { time: formatTime(new Date(beside.rests_until), zone, locale, 'time') })
        : '',
  };
}
