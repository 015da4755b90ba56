// Awards that stand on somebody who turned out to know the team.
import type { Db } from '../../db/db';

/** Everybody who must not speak about a team: jurors in conflict, and who sits or sat in it or advises it. */
const KNOWS = `
  select juror_id as person_id, team_id from barred_jurors where hackathon_id = :hackathonId
  union select person_id, team_id from memberships where hackathon_id = :hackathonId
  union select a.person_id, a.team_id from advisers a join teams t on t.id = a.team_id
    where t.hackathon_id = :hackathonId`;

/** Whose sheets of the proposal count now, and who wrote the jury's note on it last; and whoever decides. */
export async function speakersFor(
  trx: Db,
  on: { hackathonId: string; roundId: string; submissionId: string; deciding: string },
): Promise<string[]> {
  const { rows } = await trx.raw(
    `select spoke.id from (
       select juror_id as id from sheets
        where round_id = :roundId and submission_id = :submissionId
          and handed_in_at is not null and conflict_at is null
       union select changed_by from discussion_notes
        where round_id = :roundId and submission_id = :submissionId
       union select :deciding::text) spoke
      where not exists (
        select from (${KNOWS}) knows join submissions s on s.team_id = knows.team_id
         where s.id = :submissionId and knows.person_id = spoke.id)
      order by spoke.id`,
    on,
  );
  return rows.map((row: { id: string }) => row.id);
}

export interface Doubt {
  award: string;
  name: string;
}

/** One for each award and person on whom it stands and who knows the team now, by name. */
export async function doubtsOf(db: Db, hackathonId: string): Promise<Doubt[]> {
  const { rows } = await db.raw(
    `with knows as materialized (${KNOWS})
     select a.id as award, p.display_name as name
       from prize_awards a
       join prizes z on z.id = a.prize_id and z.hackathon_id = :hackathonId
       join submissions s on s.id = a.submission_id
       join knows on knows.team_id = s.team_id and knows.person_id = any (a.stands_on)
       join people p on p.id = knows.person_id
      order by a.id, p.display_name, p.id`,
    { hackathonId },
  );
  return rows;
}

export async function confirmStanding(
  trx: Db,
  id: string,
  given: { standsOn: readonly string[]; by: string; at: Date },
): Promise<void> {
  await trx('prize_awards')
    .where({ id })
    .update({ stands_on: given.standsOn, confirmed_by: given.by, confirmed_at: given.at });
}
