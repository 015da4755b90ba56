// A hackathon whose public votes while the jury scores: two teams that handed in, and their people.
import type { Knex } from 'knex';
import type { PhaseKey } from '../../../src/features/hackathons/hackathons.policy';
import { type MadeHackathon, type MadeTeam, makeHackathon, makeTeam } from '../../support/factories';
import { makeHandIn } from '../../support/judged';

export interface Voted {
  hackathon: MadeHackathon;
  teams: (MadeTeam & { submission: string })[];
}

export async function makeVote(
  db: Knex,
  given: { ends?: 'judging' | 'deliberation'; open?: PhaseKey[]; teams?: number } = {},
): Promise<Voted> {
  const hackathon = await makeHackathon(db, { open: given.open ?? ['judging'] });
  await db('hackathons')
    .where({ id: hackathon.id })
    .update({ public_vote: given.ends ?? 'judging' });
  const teams: Voted['teams'] = [];
  for (let made = 0; made < (given.teams ?? 2); made++) {
    const team = await makeTeam(db, hackathon);
    const { submission } = await makeHandIn(db, hackathon, team);
    teams.push({ ...team, submission });
  }
  return { hackathon, teams };
}
