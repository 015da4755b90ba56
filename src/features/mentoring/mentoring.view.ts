// What the page of a room shows: lines by day, who is here, the team's request, what can be done now.
import type { Translate } from '../../i18n/locales';
import { formatTime, localeInfo, relativeTime, zoneName } from '../../i18n/locales';
import type { Presence } from '../../realtime/contract';
import { type Facts, mayNow, type PhaseKey } from '../hackathons/hackathons.policy';
import { helpActs, isSystemWord } from './mentoring.policy';
import type { OpenRoom } from './mentoring.rooms.actions';
import type { RoomPageRow } from './mentoring.rooms.queries';
import type { HelpRow, LineRow, RoomPerson } from './mentoring.tables';

export interface Reader {
  id: string;
  locale: string;
  t: Translate;
}

export interface LineView {
  id: string;
  seq: number;
  look: 'mine' | 'other' | 'expert' | 'system';
  author: string;
  name: string;
  seed: string;
  /** “Expert: city money”, or who a moderator is. */
  badge: string;
  body: string | null;
  /** A moderator withdrew it. */
  withheld: boolean;
  at: string;
  time: string;
  changed: boolean;
  /** A system line in words. */
  said: string;
  icon: string;
  /** Set on the first line of a day. */
  day: string;
}

const days = new Map<string, Intl.DateTimeFormat>();

/** “Wednesday 20 May”, in the zone of the hackathon. */
export function dayOf(at: Date, zone: string, locale: string): string {
  const key = `${locale}|${zone}`;
  let format = days.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(localeInfo(locale).intl, {
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      timeZone: zone,
    });
    days.set(key, format);
  }
  return format.format(at);
}

export function badgeOf(t: Translate, role: string, subject: string | null): string {
  if (role === 'expert')
    return subject ? t('mentoring.person.expertIn', { subject }) : t('mentoring.person.expert');
  return role === 'moderator' ? t('mentoring.person.moderator') : '';
}

export function linesView(lines: LineRow[], reader: Reader, zone: string, now: Date): LineView[] {
  const today = dayOf(now, zone, reader.locale);
  let last = '';
  return lines.map((line) => {
    const day = dayOf(line.at, zone, reader.locale);
    const first = day !== last;
    last = day;
    const mine = line.author_id === reader.id;
    const system = line.kind === 'system';
    return {
      id: line.id,
      seq: line.seq,
      look: system ? 'system' : mine ? 'mine' : line.author_role === 'expert' ? 'expert' : 'other',
      author: line.author_id,
      name: line.author_name,
      seed: line.author_seed,
      badge: badgeOf(reader.t, line.author_role, line.author_subject),
      body: line.body,
      withheld: line.withheld,
      at: line.at.toISOString(),
      time: formatTime(line.at, zone, reader.locale, 'time'),
      changed: line.body !== null && line.edited_at !== null,
      said: system ? saidBySystem(reader.t, line, mine) : '',
      icon: system ? iconOf(line.body) : '',
      day: first ? (day === today ? reader.t('mentoring.talk.today', { day }) : day) : '',
    };
  });
}

/** Words of the log are stable; what people read is in the catalogues. Unknown words say nothing. */
function saidBySystem(t: Translate, line: LineRow, mine: boolean): string {
  if (!isSystemWord(line.body)) return '';
  return t(`mentoring.system.${mine ? 'mine' : 'other'}.${line.body}`, { name: line.author_name });
}

export const iconOf = (word: string | null): string =>
  word === 'help.claimed' || word === 'help.done' ? 'tick' : 'hand';

/** “asked 25 minutes ago”. */
export function waitingSince({ t, locale }: Omit<Reader, 'id'>, askedAt: Date, now: Date): string {
  if (now.getTime() - askedAt.getTime() < 60_000) return t('mentoring.help.justNow');
  return t('mentoring.help.since', { ago: relativeTime(askedAt, now, locale) });
}

export interface PersonView extends RoomPerson {
  you: boolean;
  here: boolean;
  badge: string;
  lastHere: string;
}

export function peopleView(
  people: RoomPerson[],
  here: Presence['here'],
  reader: Reader,
  zone: string,
): PersonView[] {
  const present = new Set(here.map((person) => person.id));
  return people.map((person) => ({
    ...person,
    you: person.id === reader.id,
    here: present.has(person.id),
    badge: badgeOf(reader.t, person.role, person.subject),
    lastHere: person.seenAt
      ? reader.t('mentoring.people.lastHere', {
          when: formatTime(new Date(person.seenAt), zone, reader.locale, 'dayTime'),
        })
      : reader.t('mentoring.people.notYet'),
  }));
}

/** The facts of the matrix for whoever reads the room. */
export function factsInRoom(room: OpenRoom, page: RoomPageRow): Facts {
  return {
    openedAt: room.opened_at,
    phases: page.phases.map((phase) => ({
      key: phase.key as PhaseKey,
      opens: new Date(phase.opens),
      closes: phase.closes === null ? null : new Date(phase.closes),
    })),
    extensions: page.extensions.map((one) => ({ phase: one.phase, until: new Date(one.until) })),
    roles: [room.role],
    now: page.now,
  };
}

export function roomView(
  reader: Reader,
  given: {
    room: OpenRoom;
    page: RoomPageRow;
    lines: LineRow[];
    help: HelpRow | undefined;
    here: Presence['here'];
    pageSize: number;
  },
): Record<string, unknown> {
  const { room, page, lines, help, here, pageSize } = given;
  const { t, locale } = reader;
  const facts = factsInRoom(room, page);
  const talk = mayNow(facts, 'talkInRoom');
  const acts = helpActs(help, { id: reader.id, role: room.role });
  const zone = page.zone;
  const members = page.people.filter((person) => person.role === 'participant');
  const city = zoneName(zone, locale);
  return {
    room: { id: room.id, head: room.head, role: room.role },
    team: {
      id: room.team_id,
      name: room.team_name,
      seed: page.team_seed,
      seats: page.seats,
      challenge: page.challenge,
    },
    hackathon: { slug: room.hackathon_slug, zone, languages: page.languages },
    cloth: members.map((person) => ({ id: person.seed, colourwayShift: person.shift })),
    people: peopleView(page.people, here, reader, zone),
    hereCount: here.length,
    lines: linesView(lines, reader, zone, page.now),
    older: lines.length === pageSize && lines[0]!.seq > 1 ? lines[0]!.seq : null,
    closed: talk.ok
      ? ''
      : t(talk.key === 'tooEarly' ? 'mentoring.talk.tooEarly' : 'mentoring.talk.closed', {
          when: talk.at ? `${formatTime(talk.at, zone, locale)} (${city})` : '',
        }),
    help: help && {
      id: help.id,
      state: help.state,
      topic: help.topic,
      details: help.details,
      name: help.claimed_by_name ?? '',
      mine: help.claimed_by === reader.id,
      waiting: waitingSince(reader, help.asked_at, page.now),
    },
    can: {
      ...acts,
      ask: acts.ask && mayNow(facts, 'askForHelp').ok,
      claim: acts.claim && mayNow(facts, 'giveHelp').ok,
      talk: talk.ok,
      seeProposal: room.role !== 'moderator',
    },
    intl: localeInfo(locale).intl,
  };
}
