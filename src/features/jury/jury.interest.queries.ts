// What organisers have to do with the teams and the jury of their hackathon.
import type { Db } from '../../db/db';
import type { Interest } from './jury.policy';

export async function organisersWithInterest(
  db: Db,
  hackathonId: string,
): Promise<(Interest & { id: string })[]> {
  const { rows } = await db.raw(
    `select o.person_id as id,
            exists (select from memberships m
                     where m.hackathon_id = :hackathon and m.person_id = o.person_id
                       and m.ended_at is null) as "inTeam",
            exists (select from roles j
                     where j.hackathon_id = :hackathon and j.person_id = o.person_id and j.role = 'juror')
              or exists (select from sheets h join rounds r on r.id = h.round_id
                          where r.hackathon_id = :hackathon and h.juror_id = o.person_id) as judges
       from roles o
      where o.hackathon_id = :hackathon and o.role = 'organiser'`,
    { hackathon: hackathonId },
  );
  return rows;
}
