// For the matrix, of forming teams: a team that is too small, offers to become one team, plans of who sits where.
import type { Knex } from 'knex';
import { newId } from '../../src/ids';
import { type MadeHackathon, type MadePerson, makeTeam } from '../support/factories';

export interface Forming {
  /** One person, nothing handed in; nobody who tries sits there. */
  smallTeam: string;
  /** Offered to the team by the small one. */
  mergerToUs: string;
  /** Offered by the team to the other one. */
  mergerByUs: string;
}

/** Both plans are empty: what they give and take back is tried in placement. */
export async function fillForming(
  db: Knex,
  hackathon: MadeHackathon,
  given: { team: string; otherTeam: string; captain: MadePerson },
): Promise<Forming> {
  const small = await makeTeam(db, hackathon, { size: 1, name: 'Small team' });
  const at = new Date();
  const offer = async (from: string, into: string, by: string): Promise<string> => {
    const [id, hackathon_id] = [newId(), hackathon.id];
    await db('team_mergers').insert({
      id,
      hackathon_id,
      team_id: from,
      into_id: into,
      offered_by: by,
      offered_at: at,
    });
    return id;
  };
  const made_by = hackathon.organiser.id;
  const plan = { hackathon_id: hackathon.id, made_by, made_at: at };
  await db('placement_plans').insert([
    { ...plan, id: newId(), state: 'draft' },
    { ...plan, id: newId(), state: 'applied', applied_by: made_by, applied_at: at },
  ]);
  return {
    smallTeam: small.id,
    mergerToUs: await offer(small.id, given.team, small.members[0]!.id),
    mergerByUs: await offer(given.team, given.otherTeam, given.captain.id),
  };
}
