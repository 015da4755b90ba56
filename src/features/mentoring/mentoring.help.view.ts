// Help in words: the queue as an expert or organiser reads it, thanks, and what organisers learn from all of it.
import { formatTime, LOCALES, relativeTime, type Translate, translator } from '../../i18n/locales';
import type { RoomRole } from '../rooms/rooms.tables';
import { SECTIONS } from '../submissions/submissions.tables';
import { type AdvisedRoom, COUNTED } from './mentoring.expert.queries';
import {
  ENOUGH,
  expectation,
  fitOf,
  inTurn,
  type Offer,
  RATINGS,
  READY_TOPICS,
  suits,
} from './mentoring.help.policy';
import type { QueuedHelp } from './mentoring.help.queries';
import type { HelpRow } from './mentoring.help.tables';
import type { BesideHelp } from './mentoring.matching.queries';
import type { HelpFigures, Thanks } from './mentoring.ratings.queries';

interface Reader {
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

/** `offer`: what the expert who reads can help with; null for others. */
export function queueView(
  reader: Reader & { person: { id: string } },
  requests: readonly QueuedHelp[],
  offer: Offer | null,
  now: Date,
) {
  const { t, person } = reader;
  const shown = (one: QueuedHelp) => {
    const fit = offer && fitOf(one, offer);
    return {
      id: one.id,
      team: { id: one.team_id, name: one.team_name },
      topic: topicSaid(t, one),
      details: one.details,
      language: one.language,
      urgent: one.urgency === 'urgent',
      late: one.escalated_at !== null,
      fit,
      suits: fit !== null && suits(fit, offer!),
      waiting: waitingSince(reader, one.asked_at, now),
      name: one.claimed_by_name,
      claimedAs: one.claimed_as,
      since: one.claimed_at && relativeTime(one.claimed_at, now, reader.locale),
    };
  };
  const open = inTurn(requests.filter((one) => one.state === 'open')).map(shown);
  const claimed = requests.filter((one) => one.state === 'claimed');
  return {
    promised: claimed.filter((one) => one.claimed_by === person.id).map(shown),
    fitting: open.filter((one) => one.suits),
    waiting: open.filter((one) => !one.suits),
    taken: claimed.filter((one) => one.claimed_by !== person.id).map(shown),
    offer,
    topics: READY_TOPICS.map((key) => ({ key, label: t(topicKey(key)) })),
  };
}

/** What is new for an expert in each team, as short sentences. */
export function advisedView({ t }: Pick<Reader, 't'>, rooms: readonly AdvisedRoom[]) {
  return rooms.map((room) => {
    const { messages, parts, answers } = room;
    const counted = Object.entries({ messages, parts, answers }).filter(([, count]) => count > 0);
    const said = (key: string, count: number) =>
      count > COUNTED ? t('mentoring.rooms.news.many') : t(`mentoring.rooms.news.${key}`, { count });
    return {
      ...room,
      topic: room.topic === null ? null : topicSaid(t, { topic: room.topic, about: room.about }),
      news:
        counted.length > 0
          ? counted.map(([key, count]) => said(key, count))
          : [t('mentoring.rooms.news.none')],
    };
  });
}

/** Thanks are for everybody; what did not help is said only where it can be nobody's in particular. */
export function thanksView({ t }: Pick<Reader, 't'>, thanks: Thanks): string[] {
  if (thanks.done === 0) return [];
  const said = [t('mentoring.thanks.done', { count: thanks.done, teams: thanks.teams })];
  if (thanks.helped > 0) said.push(t('mentoring.thanks.helped', { count: thanks.helped }));
  const all = thanks.helped + thanks.little + thanks.not;
  if (all >= ENOUGH && all > thanks.helped)
    said.push(t('mentoring.thanks.spread', { all, little: thanks.little, not: thanks.not }));
  return said;
}

/**
 * One block of sentences a language. Numbers below ENOUGH are not told; the sum of all languages neither when it
 * would give a single one away.
 */
export function figuresView({ t }: Pick<Reader, 't'>, rows: readonly HelpFigures[]) {
  const hidden = rows.filter((row) => row.language !== null && row.asked < ENOUGH).length;
  const few = t('mentoring.figures.few');
  const times = (key: string, count: number, half: number | null, most: number | null) =>
    count < ENOUGH || half === null || most === null
      ? t(`mentoring.figures.${key}Few`, { few })
      : t(`mentoring.figures.${key}`, { half: lasted(t, half), most: lasted(t, most) });
  return rows
    .filter((row) => row.language !== null || (row.asked >= ENOUGH && hidden !== 1))
    .map((row) => {
      const rated = row.helped + row.little + row.not;
      return {
        language: row.language,
        lines: [
          row.asked < ENOUGH
            ? t('mentoring.figures.askedFew', { few })
            : t('mentoring.figures.asked', { count: row.asked }),
          ...(row.asked < ENOUGH
            ? []
            : [
                times('waited', row.answered, row.waited_half, row.waited_most),
                times('helped', row.done, row.helped_half, row.helped_most),
                rated < ENOUGH
                  ? t('mentoring.figures.ratedFew', { few })
                  : t('mentoring.figures.rated', {
                      all: rated,
                      helped: row.helped,
                      little: row.little,
                      not: row.not,
                    }),
              ]),
        ],
      };
    });
}
