// The desk of experts in words: the queue, their teams, thanks, and what organisers learn from all of it.
import { relativeTime } from '../../i18n/locales';
import { ENOUGH, READY_TOPICS } from '../help/help.policy';
import type { QueuedHelp } from '../help/help.queries';
import { lasted, type Reader, topicKey, topicSaid, waitingSince } from '../help/help.view';
import { fitOf, inTurn, type Offer, suits } from './advising.policy';
import { type AdvisedRoom, COUNTED } from './advising.queries';
import type { HelpFigures, Thanks } from './advising.ratings.queries';

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
