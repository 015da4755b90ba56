// What the page of a room shows around the talk: one prepared statement for the pages of a moment, and one for what
// is kept as long as nothing of the hackathon changed.
import type { Knex } from 'knex';
import { rawQuery } from '../../db/raw-query';
import type { Localized } from '../../i18n/locales';
import type { PhaseRow } from '../hackathons/hackathons.tables';
import { liveHelp } from '../help/help.queries';
import type { HelpRow } from '../help/help.tables';
import { type BesideHelp, besideHelp } from '../help/help.waiting.queries';
import { shownPins } from '../messages/messages.pins.queries';
import { type PerhapsRoom, roomInTeam } from '../rooms/rooms.queries';
import type { RoomPerson } from '../rooms/rooms.tables';
import { type BesideTalk, proposalBesideTalk } from '../submissions/submissions.queries';

export interface AskedPage {
  team: string;
  person: string;
}

/** What changes under its reader: their right, how far the talk is, and what the team does beside it. */
type RoomNow = PerhapsRoom & {
  help: HelpRow | null;
  beside: BesideHelp;
  /** Kept in sight by the room, the last one first. */
  pins: { id: string; seq: number; name: string; body: string }[];
  /** Whom this reader folds. */
  silenced: string[];
  /** The number up to which this reader has read; null before the first visit. */
  read_seq: number | null;
  /** When somebody was here last, by person. */
  seen: Record<string, string>;
  /** Null while nobody has begun to write. */
  proposal: BesideTalk | null;
  now: Date;
};

/** What the version of the hackathon tells about. */
export interface RoomFrame {
  team_seed: string;
  zone: string;
  languages: string[];
  seats: number;
  challenge: Localized;
  /** Members, advisers, and all moderators of the hackathon. */
  people: Omit<RoomPerson, 'seenAt'>[];
  phases: { key: PhaseRow['key']; opens: string; closes: string | null }[];
  extensions: { phase: PhaseRow['key']; until: string }[];
}

/** The room with what surrounds it; `role` null: it is not for this person to see. */
export type RoomPageRow = Omit<RoomNow, 'seen'> &
  Omit<RoomFrame, 'people'> & {
    /** Members, advisers, and moderators once they came. */
    people: RoomPerson[];
  };

const PERSON = `'id', p.id, 'name', p.display_name, 'seed', p.weave_seed`;

const PEOPLE = `
  select coalesce(jsonb_agg(one.person order by one.place), '[]') from (
    select jsonb_build_object(${PERSON}, 'role', 'participant', 'captain', m.captain_since is not null,
           'shift', m.colourway_shift, 'subject', null) as person, row_number() over (order by m.joined_at) as place
      from memberships m join people p on p.id = m.person_id
     where m.team_id = t.id and m.ended_at is null
    union all
    select jsonb_build_object(${PERSON}, 'role', 'expert', 'captain', false, 'shift', 0,
           'subject', nullif(concat_ws(' · ', ro.subject, ro.organisation), '')), 1000 + row_number() over (order by a.since)
      from advisers a join people p on p.id = a.person_id
      join roles ro on ro.person_id = p.id and ro.hackathon_id = t.hackathon_id
           and ro.role = 'expert' and ro.ended_at is null
     where a.team_id = t.id and a.ended_at is null
    union all
    select jsonb_build_object(${PERSON}, 'role', 'moderator', 'captain', false, 'shift', 0,
           'subject', null), 2000 + row_number() over (order by ro.granted_at, p.id)
      from roles ro join people p on p.id = ro.person_id
     where ro.hackathon_id = t.hackathon_id and ro.role = 'moderator' and ro.ended_at is null
       and not exists (select from memberships m where m.team_id = t.id
           and m.person_id = p.id and m.ended_at is null)
  ) one`;

const FRAME = `
  select t.weave_seed as team_seed, h.zone, h.languages, h.seats_max as seats,
         (select c.title from challenges c where c.id = t.challenge_id) as challenge,
         (${PEOPLE}) as people,
         (select coalesce(jsonb_agg(jsonb_build_object('key', ph.key, 'opens', ph.opens_at, 'closes', ph.closes_at)
            order by ph.opens_at), '[]') from phases ph where ph.hackathon_id = h.id) as phases,
         (select coalesce(jsonb_agg(jsonb_build_object('phase', x.phase, 'until', x.until)), '[]')
            from extensions x where x.team_id = t.id) as extensions
    from teams t join hackathons h on h.id = t.hackathon_id where t.id = $1`;

/** Of a team that is there. */
export async function readRoomFrame(db: Knex, team: string): Promise<RoomFrame> {
  return (await rawQuery(db, FRAME, [team], 'room_frame')).rows[0];
}

const NOW = '(clock_timestamp() + make_interval(secs => $3))';

/** One plan, each page by itself and by index, however many are asked for: as in hackathons.visit.queries.ts. */
const PAGES = `
  select page.* from unnest((select $1::text[]), (select $2::text[])) with ordinality asked(team, person, n)
    left join lateral (
      ${roomInTeam('asked.person', [
        `(select to_jsonb(help) from (${liveHelp('t.id')}) help) as help`,
        `(select to_jsonb(beside) from (${besideHelp('t', 'h', 'asked.person', NOW)}) beside) as beside`,
        `(select to_jsonb(proposal) from (${proposalBesideTalk('t.id')}) proposal) as proposal`,
        `${shownPins('r.id', 240)} as pins`,
        `array(select s.silenced_id from silences s where s.person_id = asked.person) as silenced`,
        `(select v.read_seq from room_visits v where v.room_id = r.id and v.person_id = asked.person) as read_seq`,
        `(select coalesce(jsonb_object_agg(v.person_id, v.seen_at), '{}') from room_visits v where v.room_id = r.id) as seen`,
        `${NOW} as now`,
      ])}
      where t.id = asked.team limit 1) page on true
   order by asked.n`;

/** In the order of `asked`; undefined where there is no such team. */
export async function readRoomPages(
  db: Knex,
  asked: AskedPage[],
  offsetSeconds: number,
): Promise<(RoomNow | undefined)[]> {
  const columns = [asked.map((one) => one.team), asked.map((one) => one.person)];
  const { rows } = await rawQuery(db, PAGES, [...columns, offsetSeconds], 'room_pages');
  return rows.map(({ help, proposal, ...row }) =>
    row.team_id === null
      ? undefined
      : { help: help && helpFrom(help), proposal: proposal && besideFrom(proposal), ...row },
  );
}

/** A room in its frame: of the moderators, whoever came, in that order. */
export function framed({ seen, ...room }: RoomNow, { people, ...frame }: RoomFrame): RoomPageRow {
  const all = people.map((person): RoomPerson => ({ seenAt: seen[person.id] ?? null, ...person }));
  const isModerator = ({ role }: RoomPerson) => role === 'moderator';
  const came = all.filter((person) => isModerator(person) && person.seenAt !== null);
  came.sort((a, b) => Date.parse(a.seenAt!) - Date.parse(b.seenAt!));
  return { people: [...all.filter((person) => !isModerator(person)), ...came], ...frame, ...room };
}

const moment = (at: string | null) => (at === null ? null : new Date(at));

const helpFrom = (help: Record<string, string | null>) =>
  ({ ...help, asked_at: moment(help.asked_at!), claimed_at: moment(help.claimed_at!) }) as unknown as HelpRow;

const besideFrom = (proposal: BesideTalk & { savedAt: string | null }) => ({
  ...proposal,
  savedAt: moment(proposal.savedAt as string | null),
});
