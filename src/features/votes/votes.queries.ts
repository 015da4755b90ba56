// Votes, and the proposals they are for. Sums leave this file for organisers as one number, for everybody only
// after publication.
import type { Db } from '../../db/db';
import type { Localized } from '../../i18n/locales';
import { newId } from '../../ids';
import type { VoteEnd } from '../hackathons/hackathons.tables';
import type { FrozenSections, Roster } from '../submissions/submissions.tables';

export async function setPublicVote(trx: Db, hackathonId: string, end: VoteEnd | null): Promise<void> {
  await trx('hackathons').where({ id: hackathonId }).update({ public_vote: end });
}

/** When the account was made, and whether the hackathon has results or they are being told just now. */
export async function voterFacts(
  db: Db,
  hackathonId: string,
  personId: string,
): Promise<{ joinedAt: Date; published: boolean; announced: boolean }> {
  const { rows } = await db.raw(
    `select p.joined_at as "joinedAt",
            exists (select from publications where hackathon_id = :hackathonId) as published,
            exists (select from announcements where hackathon_id = :hackathonId and furthest > 0) as announced
       from people p where p.id = :personId`,
    { hackathonId, personId },
  );
  return rows[0];
}

export interface Votable {
  id: string;
  team: string;
  challenge_slug: string;
  challenge: Localized;
  roster: Roster;
  sections: FrozenSections;
  handed_in_at: Date;
  /** The reader sits or sat in the team, or advises or advised it. */
  own: boolean;
}

/** SQL: whether the person `who` belongs or belonged to the team `team`, or advises or advised it. */
const OF_THE_TEAM = (who: string, team: string) => `(
  exists (select from memberships m where m.team_id = ${team} and m.person_id = ${who})
  or exists (select from advisers a where a.team_id = ${team} and a.person_id = ${who}))`;

const votable = (more: string, columns = '') => `
  select s.id, v.roster ->> 'team' as team, c.slug as challenge_slug, c.title as challenge, v.roster,
         v.handed_in_at, ${OF_THE_TEAM(':personId', 's.team_id')} as own ${columns}
    from submissions s
    join lateral (select challenge_id, roster, sections, handed_in_at from submission_versions
                   where submission_id = s.id order by number desc limit 1) v on true
    join challenges c on c.id = v.challenge_id
   where s.hackathon_id = :hackathonId ${more}`;

/** Every proposal that was handed in, in no order that means anything. */
export async function votables(
  db: Db,
  hackathonId: string,
  personId: string,
): Promise<Omit<Votable, 'sections'>[]> {
  const { rows } = await db.raw(votable(''), { hackathonId, personId });
  return rows;
}

export async function votableById(
  db: Db,
  hackathonId: string,
  personId: string,
  id: string,
): Promise<Votable | undefined> {
  const { rows } = await db.raw(votable('and s.id = :id', ', v.sections'), { hackathonId, personId, id });
  return rows[0];
}

export async function voteBy(db: Db, hackathonId: string, personId: string): Promise<string | undefined> {
  const row = await db('votes')
    .where({ hackathon_id: hackathonId, voter_id: personId })
    .first('submission_id');
  return row?.submission_id;
}

/** One a person: of many at once the last one counts. */
export async function keepVote(
  trx: Db,
  vote: { hackathonId: string; personId: string; submissionId: string },
): Promise<void> {
  await trx('votes')
    .insert({
      id: newId(),
      hackathon_id: vote.hackathonId,
      voter_id: vote.personId,
      submission_id: vote.submissionId,
    })
    .onConflict(['hackathon_id', 'voter_id'])
    .merge(['submission_id']);
}

export async function dropVote(trx: Db, hackathonId: string, personId: string): Promise<void> {
  await trx('votes').where({ hackathon_id: hackathonId, voter_id: personId }).delete();
}

export async function countVotes(db: Db, hackathonId: string): Promise<number> {
  const { rows } = await db.raw('select count(*)::int as votes from votes where hackathon_id = ?', [
    hackathonId,
  ]);
  return rows[0].votes;
}

/**
 * At publication: votes of people who have come to the team or to the jury since do not count, and of the others
 * only the number stays. Runs while the hackathon is locked: whoever votes holds it.
 */
export async function sealVotes(trx: Db, hackathonId: string): Promise<void> {
  await trx.raw(
    `delete from votes v using submissions s, hackathons h
      where v.hackathon_id = :hackathonId and s.id = v.submission_id and h.id = v.hackathon_id
        and v.voter_id is not null
        and (h.public_vote is null or ${OF_THE_TEAM('v.voter_id', 's.team_id')}
             or exists (select from roles r where r.hackathon_id = h.id and r.person_id = v.voter_id
                         and r.role = 'juror'))`,
    { hackathonId },
  );
  await trx('votes').where({ hackathon_id: hackathonId }).update({ voter_id: null });
}

export interface Liked {
  submission: string;
  team: string;
  teamId: string;
  roster: Roster;
  votes: number;
}

/** What the public liked, most votes first; null while nothing is published, or where nobody was asked. */
export async function likedOf(db: Db, hackathonId: string): Promise<Liked[] | null> {
  const { rows } = await db.raw(
    `select s.id as submission, s.team_id as "teamId", l.roster ->> 'team' as team, l.roster, count(*)::int as votes
       from hackathons h
       left join votes v on v.hackathon_id = h.id
       left join submissions s on s.id = v.submission_id
       left join lateral (select roster from submission_versions
                           where submission_id = s.id order by number desc limit 1) l on true
      where h.id = :hackathonId and h.public_vote is not null
        and exists (select from publications p where p.hackathon_id = h.id)
      group by s.id, s.team_id, l.roster
      order by votes desc, (l.roster ->> 'team') collate "C", s.id`,
    { hackathonId },
  );
  if (rows.length === 0) return null;
  return rows.filter((row: { submission: string | null }) => row.submission !== null);
}

export async function votesBy(db: Db, personId: string): Promise<unknown[]> {
  return db('votes')
    .select({ hackathon: 'hackathon_id', submission: 'submission_id' })
    .where({ voter_id: personId })
    .orderBy('hackathon_id');
}

/** Their votes stay as numbers; those for a team they came to later go. */
export async function forgetVoter(trx: Db, personId: string): Promise<void> {
  await trx.raw(
    `delete from votes v using submissions s
      where v.voter_id = :personId and s.id = v.submission_id and ${OF_THE_TEAM('v.voter_id', 's.team_id')}`,
    { personId },
  );
  await trx('votes').where({ voter_id: personId }).update({ voter_id: null });
}
