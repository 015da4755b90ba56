// What the page of a room shows around the talk: who is here, the team's request, what can be done now.
import type { Translate } from '../../i18n/locales';
import { formatTime, localeInfo, zoneName } from '../../i18n/locales';
import type { Presence } from '../../realtime/contract';
import { type Facts, mayNow, type PhaseKey } from '../hackathons/hackathons.policy';
import { helpActs } from '../help/help.policy';
import { helpView, stripView } from '../help/help.view';
import type { LineRow, RoomPerson, RoomRole } from '../rooms/rooms.tables';
import type { RoomPageRow } from './mentoring.page.queries';

export interface Reader {
  id: string;
  locale: string;
  t: Translate;
}

export function badgeOf(t: Translate, role: string, subject: string | null): string {
  if (role === 'expert')
    return subject ? t('mentoring.person.expertIn', { subject }) : t('mentoring.person.expert');
  return role === 'moderator' ? t('mentoring.person.moderator') : '';
}

export interface PersonView extends RoomPerson {
  you: boolean;
  here: boolean;
  badge: string;
  /** “Here since 14:02”. */
  since: string;
  lastHere: string;
}

export function peopleView(
  people: RoomPerson[],
  here: Presence['here'],
  reader: Reader,
  zone: string,
): PersonView[] {
  const present = new Map(here.map((person) => [person.id, person.since]));
  const cameAt = (since: string | undefined) =>
    since === undefined
      ? ''
      : reader.t('mentoring.people.since', {
          time: formatTime(new Date(since), zone, reader.locale, 'time'),
        });
  return people.map((person) => ({
    you: person.id === reader.id,
    here: present.has(person.id),
    since: cameAt(present.get(person.id)),
    badge: badgeOf(reader.t, person.role, person.subject),
    lastHere: person.seenAt
      ? reader.t('mentoring.people.lastHere', {
          when: formatTime(new Date(person.seenAt), zone, reader.locale, 'dayTime'),
        })
      : reader.t('mentoring.people.notYet'),
    ...person,
  }));
}

/** A page that this person may see. */
export type ShownRoom = RoomPageRow & { id: string; head: number; role: RoomRole };

/** The facts of the matrix for whoever reads the room. */
export function factsInRoom(page: ShownRoom): Facts {
  return {
    openedAt: page.opened_at,
    phases: page.phases.map((phase) => ({
      key: phase.key as PhaseKey,
      opens: new Date(phase.opens),
      closes: phase.closes === null ? null : new Date(phase.closes),
    })),
    extensions: page.extensions.map((one) => ({ phase: one.phase, until: new Date(one.until) })),
    roles: [page.role],
    now: page.now,
  };
}

/** The first message of somebody else that this reader has not read; none on the first visit. */
function firstUnread(lines: readonly LineRow[], { read_seq }: ShownRoom, reader: Reader): string | undefined {
  if (read_seq === null) return undefined;
  return lines.find(
    ({ seq, kind, author_id }) => seq > read_seq && kind === 'message' && author_id !== reader.id,
  )?.id;
}

export function roomView(
  reader: Reader,
  page: ShownRoom,
  given: { lines: readonly LineRow[]; here: Presence['here']; pageSize: number },
) {
  const { lines, here, pageSize } = given;
  const help = page.help ?? undefined;
  const { t, locale } = reader;
  const facts = factsInRoom(page);
  const talk = mayNow(facts, 'talkInRoom');
  const acts = helpActs(help, { id: reader.id, role: page.role });
  const zone = page.zone;
  const members = page.people.filter((person) => person.role === 'participant');
  const city = zoneName(zone, locale);
  return {
    room: { id: page.id, head: page.head, role: page.role },
    team: {
      id: page.team_id,
      name: page.team_name,
      seed: page.team_seed,
      seats: page.seats,
      challenge: page.challenge,
    },
    hackathon: { slug: page.hackathon_slug, zone, languages: page.languages },
    cloth: members.map((person) => ({ id: person.seed, colourwayShift: person.shift })),
    people: peopleView(page.people, here, reader, zone),
    hereCount: here.length,
    expertReads: here.some((one) => one.role === 'expert' && one.id !== reader.id),
    pins: page.pins,
    silenced: page.silenced,
    readUpTo: page.read_seq,
    unread: firstUnread(lines, page, reader),
    older: lines.length === pageSize && lines[0]!.seq > 1 ? lines[0]!.seq : null,
    closed: talk.ok
      ? ''
      : t(talk.key === 'tooEarly' ? 'mentoring.talk.tooEarly' : 'mentoring.talk.closed', {
          when: talk.at ? `${formatTime(talk.at, zone, locale)} (${city})` : '',
        }),
    help: help && helpView(reader, help, page.now),
    strip: stripView(reader, { help, beside: page.beside, role: page.role, zone, now: page.now }),
    can: {
      cancel: acts.cancel,
      complete: acts.complete,
      release: acts.release,
      ask: acts.ask && mayNow(facts, 'askForHelp').ok,
      claim: acts.claim && mayNow(facts, 'giveHelp').ok,
      advise: page.role === 'expert' && mayNow(facts, 'giveFeedback').ok,
      talk: talk.ok,
      seeProposal: page.role !== 'moderator',
    },
    intl: localeInfo(locale).intl,
  };
}
