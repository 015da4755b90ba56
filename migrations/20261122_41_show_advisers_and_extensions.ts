// What the page of a room shows around the talk is kept as long as the version of the hackathon (page_versions):
// who advises a team and how much longer it has raise it as well.
import type { Knex } from 'knex';

const TABLES = ['advisers', 'extensions'];

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create function shown_team_changed() returns trigger language plpgsql as $$
    begin
      perform raise_page_version(t.hackathon_id) from teams t where t.id = coalesce(new.team_id, old.team_id);
      return null;
    end $$;
    ${TABLES.map(
      (table) => `
    create constraint trigger shown_changed after insert or update or delete on ${table}
      deferrable initially deferred for each row execute function shown_team_changed();`,
    ).join('')}
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    ${TABLES.map((table) => `drop trigger shown_changed on ${table};`).join('\n    ')}
    drop function shown_team_changed;
  `);
}
