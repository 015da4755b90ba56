// Who may know a word that was planted: asked of the database as it is now, rights that ended included, for a
// trial changes who is what while it runs.
import type { Knex } from 'knex';

export interface Standing {
  roles: string[];
  /** Roles in any hackathon where the owner of the word ever was or asked to be. */
  shared: string[];
  /** Teams the person ever sat in or advised. */
  teams: string[];
  published: boolean;
  deliberated: boolean;
  handedIn: boolean;
}

export async function standingOf(
  db: Knex,
  given: { login: string; slug: string; owner?: string; submission?: string },
): Promise<Standing> {
  const person = (await db('people').where({ login: given.login }).first('id'))?.id ?? '';
  const hackathon = (await db('hackathons').where({ slug: given.slug }).first('id'))?.id ?? '';
  const roles: string[] = await db('roles')
    .where({ person_id: person, hackathon_id: hackathon })
    .pluck('role');
  const owner = given.owner ? ((await db('people').where({ login: given.owner }).first('id'))?.id ?? '') : '';
  const owned: string[] = [
    ...(await db('roles').where({ person_id: owner }).pluck('hackathon_id')),
    ...(await db('participation_questions').where({ person_id: owner }).pluck('hackathon_id')),
  ];
  const shared: string[] = await db('roles')
    .where({ person_id: person })
    .whereIn('hackathon_id', owned)
    .pluck('role');
  const seats: string[] = await db('memberships').where({ person_id: person }).pluck('team_id');
  const advised: string[] = await db('advisers').where({ person_id: person }).pluck('team_id');
  const publication = await db('publications').where({ hackathon_id: hackathon }).first('id');
  const deliberation = await db('phases')
    .where({ hackathon_id: hackathon, key: 'deliberation' })
    .andWhere('opens_at', '<=', db.fn.now())
    .first('key');
  const moved = await db('phase_changes')
    .where({ hackathon_id: hackathon, phase: 'deliberation' })
    .andWhere('old_opens_at', '<=', db.fn.now())
    .first('id');
  const version = given.submission
    ? await db('submission_versions').where({ submission_id: given.submission }).first('id')
    : undefined;
  return {
    roles,
    shared,
    teams: [...seats, ...advised],
    published: publication !== undefined,
    deliberated: deliberation !== undefined || moved !== undefined,
    handedIn: version !== undefined,
  };
}
