// What experts offer, and the teams they advise with what happened there since they last came.
import type { Db } from '../../db/db';
import type { Offer } from './advising.policy';

/** More new messages than this are not counted: a room may hold many thousands. */
export const COUNTED = 99;

export interface AdvisedRoom {
  team_id: string;
  team_name: string;
  team_seed: string;
  hackathon_id: string;
  since: Date;
  /** The team's live request that this expert has claimed. */
  topic: string | null;
  about: string | null;
  /** When somebody last wrote. */
  last_at: Date | null;
  /** Since this expert was in the room: messages of others (COUNTED + 1 at most), parts saved, advice answered. */
  messages: number;
  parts: number;
  answers: number;
  /** A member wrote after this expert's last message. */
  waits: boolean;
}

/** The teams an expert advises now, the one that wrote last first. */
export async function roomsOfExpert(db: Db, personId: string, hackathonId?: string): Promise<AdvisedRoom[]> {
  const { rows } = await db.raw(
    `select t.id as team_id, t.name as team_name, t.weave_seed as team_seed, t.hackathon_id, a.since,
            mine.topic, mine.about, last.at as last_at, talk.messages, talk.waits,
            (select count(distinct c.key)::int from sections c where c.submission_id = s.id
                and c.saved_at > seen.at) as parts,
            (select count(*)::int from feedback_items f where f.submission_id = s.id and f.by_id = a.person_id
                and f.answered_at > seen.at) as answers
       from advisers a join teams t on t.id = a.team_id
       join roles ro on ro.person_id = a.person_id and ro.hackathon_id = t.hackathon_id
            and ro.role = 'expert' and ro.ended_at is null
       left join rooms r on r.team_id = t.id
       left join submissions s on s.team_id = t.id
       left join help_requests mine on mine.team_id = t.id and mine.state = 'claimed'
            and mine.claimed_by = a.person_id
       left join entries last on last.room_id = r.id and last.seq = r.head
       left join room_visits v on v.room_id = r.id and v.person_id = a.person_id
       cross join lateral (select coalesce(v.seen_at, a.since) as at) seen
       cross join lateral (
         select least(count(*) filter (where e.at > seen.at and e.author_id <> a.person_id), ${COUNTED + 1})::int as messages,
                coalesce(max(e.seq) filter (where e.author_role = 'participant') >
                  max(e.seq) filter (where e.author_id = a.person_id), false) as waits
           from (select e.at, e.seq, e.author_id, e.author_role from entries e
                  where e.room_id = r.id and e.seq > r.head - ${3 * COUNTED} and e.kind = 'message') e) talk
      where a.person_id = :person and a.ended_at is null and t.archived_at is null
        and (cast(:hackathon as text) is null or t.hackathon_id = :hackathon)
      order by last_at desc nulls last, t.id`,
    { person: personId, hackathon: hackathonId ?? null },
  );
  return rows;
}

/** The team's request that this expert has in hand. */
export async function liveClaimOf(trx: Db, teamId: string, personId: string): Promise<string | undefined> {
  const row = await trx('help_requests')
    .select('id')
    .where({ team_id: teamId, claimed_by: personId, state: 'claimed' })
    .first();
  return row?.id;
}

export async function endAdvising(trx: Db, teamId: string, personId: string, at: Date): Promise<void> {
  await trx('advisers')
    .where({ team_id: teamId, person_id: personId })
    .whereNull('ended_at')
    .update({ ended_at: at });
}

export async function advisedBy(db: Db, personId: string): Promise<unknown[]> {
  return db('advisers as a')
    .join('teams as t', 't.id', 'a.team_id')
    .select({ team: 't.name', since: 'a.since', endedAt: 'a.ended_at' })
    .where({ 'a.person_id': personId })
    .orderBy('a.since');
}

export async function offerOf(db: Db, hackathonId: string, personId: string): Promise<Offer> {
  const row = await db('roles')
    .select('languages', 'topics', 'subject')
    .where({ hackathon_id: hackathonId, person_id: personId, role: 'expert' })
    .whereNull('ended_at')
    .first();
  return row ?? { languages: [], topics: [], subject: null };
}

/** True if the person is an expert there. */
export async function setOffer(
  db: Db,
  of: { hackathonId: string; personId: string },
  offer: Pick<Offer, 'languages' | 'topics'>,
): Promise<boolean> {
  const changed = await db('roles')
    .where({ hackathon_id: of.hackathonId, person_id: of.personId, role: 'expert' })
    .whereNull('ended_at')
    .update({ languages: offer.languages, topics: offer.topics });
  return changed === 1;
}

export async function endAllAdvising(trx: Db, personId: string, at: Date): Promise<void> {
  await trx('advisers').where({ person_id: personId }).whereNull('ended_at').update({ ended_at: at });
}
