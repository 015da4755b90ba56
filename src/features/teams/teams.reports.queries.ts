// Names that a moderator withdrew, changed wherever they were written down: rows, frozen hand-ins, rankings,
// notices, mails.
import type { Db } from '../../db/db';
import type { TeamRow } from './teams.tables';

export async function renameEverywhere(
  trx: Db,
  team: Pick<TeamRow, 'id' | 'name' | 'hackathon_id'>,
  given: { name: string; key: string },
): Promise<void> {
  const values = { ...given, id: team.id, old: team.name, hackathon: team.hackathon_id };
  await trx('teams').where({ id: team.id }).update({ name: given.name, name_key: given.key });
  await trx('team_names').where({ team_id: team.id, name: team.name }).update({ name: given.name });
  await trx.raw(
    `update submission_versions v set roster = jsonb_set(v.roster, '{team}', to_jsonb(cast(:name as text)))
       from submissions s where s.id = v.submission_id and s.team_id = :id and v.roster->>'team' = :old`,
    values,
  );
  await trx.raw(
    `update ranking_entries e set team_name = :name
       from submissions s where s.id = e.submission_id and s.team_id = :id and e.team_name = :old`,
    values,
  );
  // `other`: the second team of a notice about two.
  for (const table of ['notices', 'mails'])
    for (const param of ['team', 'other'])
      await trx.raw(
        `update ${table} set params = jsonb_set(params, '{${param}}', to_jsonb(cast(:name as text)))
          where hackathon_id = :hackathon and params->>'${param}' = :old`,
        values,
      );
}

export async function restorePitch(trx: Db, teamId: string, pitch: string): Promise<void> {
  await trx('teams').where({ id: teamId }).update({ pitch });
}

/** Only where the person is called `old` still. */
export async function renamePersonEverywhere(
  trx: Db,
  personId: string,
  old: string,
  name: string,
): Promise<void> {
  await trx('people').where({ id: personId, display_name: old }).update({ display_name: name });
  await trx.raw(
    `update submission_versions v set roster = jsonb_set(v.roster, '{members}', (
        select jsonb_agg(case when m->>'id' = :id and m->>'display_name' = :old
                  then jsonb_set(m, '{display_name}', to_jsonb(cast(:name as text))) else m end order by n)
          from jsonb_array_elements(v.roster->'members') with ordinality as one(m, n)))
      where v.roster->'members' @> jsonb_build_array(jsonb_build_object('id', cast(:id as text)))`,
    { id: personId, old, name },
  );
}
