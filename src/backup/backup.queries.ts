// What a database holds, found from its catalog, so that no table is ever forgotten.
import type { Db } from '../db/db';
import type { Manifest } from './archive.format';

/**
 * Nobody's work: whoever steals an archive must not find sign-ins in it that are still open, and counters of
 * attempts are over when it is read. Their tables come back empty.
 */
const LEFT_OUT = ['sessions', 'rate_limits'];

/** What migrations and a first start write by themselves is no sign that somebody uses the database. */
const USED_WHERE: Record<string, string> = {
  knex_migrations: 'false',
  knex_migrations_lock: 'false',
  jobs: 'key is null',
};

interface Table {
  name: string;
  columns: string[];
  /** On the disk, for the progress only. */
  bytes: number;
}

/** Every table of ours with the columns that have to be given (generated ones are computed again). */
export async function tablesToCopy(db: Db): Promise<Table[]> {
  const { rows } = await db.raw(
    `select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns,
            pg_table_size(c.oid)::bigint as bytes
       from pg_class c join pg_attribute a on a.attrelid = c.oid
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
        and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and not c.relname = any(?)
      group by c.oid order by c.relname`,
    [LEFT_OUT],
  );
  return rows;
}

export async function countRows(db: Db, table: string): Promise<number> {
  const { rows } = await db.raw('select count(*) as n from ??', [table]);
  return rows[0].n;
}

/** Everything asked before on this connection has been answered in full. */
export async function hasAnswered(trx: Db): Promise<void> {
  await trx.raw('select 1');
}

/** The time of the snapshot, by the database. */
export async function snapshotTime(db: Db): Promise<Date> {
  const { rows } = await db.raw('select now() as now');
  return rows[0].now;
}

/** Migrations that were run, oldest first; none in a database that has never been used. */
export async function migrationsRun(db: Db): Promise<string[]> {
  const { rows: found } = await db.raw(`select to_regclass('public.knex_migrations') as found`);
  if (found[0].found === null) return [];
  const { rows } = await db.raw('select name from knex_migrations order by id');
  return rows.map(({ name }: { name: string }) => name);
}

export async function sequencesOf(db: Db): Promise<Manifest['sequences']> {
  const { rows } = await db.raw(
    `select s.relname as sequence, t.relname as table, a.attname as column
       from pg_class s
       join pg_depend d on d.objid = s.oid and d.classid = 'pg_class'::regclass and d.deptype in ('a', 'i')
       join pg_class t on t.oid = d.refobjid
       join pg_attribute a on a.attrelid = t.oid and a.attnum = d.refobjsubid
      where s.relkind = 'S' and s.relnamespace = 'public'::regnamespace order by 1`,
  );
  const sequences: Manifest['sequences'] = [];
  for (const { sequence, table, column } of rows) {
    const { rows: state } = await db.raw('select last_value as value, is_called as called from ??', [
      sequence,
    ]);
    sequences.push({ table, column, value: state[0].value, called: state[0].called });
  }
  return sequences;
}

export async function setSequences(trx: Db, sequences: Manifest['sequences']): Promise<void> {
  for (const { table, column, value, called } of sequences) {
    await trx.raw('select setval(pg_get_serial_sequence(?, ?), ?, ?)', [`"${table}"`, column, value, called]);
  }
}

/** Values as text that any later database reads the same way, and no limit a role of the database may have. */
export async function settleForCopying(trx: Db): Promise<void> {
  await trx.raw('set local statement_timeout = 0');
  await trx.raw('set local idle_in_transaction_session_timeout = 0');
  await trx.raw(`set local datestyle = 'ISO, YMD'`);
  await trx.raw(`set local intervalstyle = 'postgres'`);
  await trx.raw(`set local timezone = 'UTC'`);
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
const columnsOf = (columns: string[]) => columns.map(quoted).join(', ');

export const copyOut = (table: string, columns: string[]) =>
  `copy ${quoted(table)} (${columnsOf(columns)}) to stdout`;
export const copyIn = (table: string, columns: string[]) =>
  `copy ${quoted(table)} (${columnsOf(columns)}) from stdin`;

/** The first table in which somebody left something; sign-ins and counters do not count. */
export async function firstUsedTable(db: Db): Promise<string | undefined> {
  for (const { name } of await tablesToCopy(db)) {
    const { rows } = await db.raw(
      `select exists (select from ?? where ${USED_WHERE[name] ?? 'true'}) as used`,
      [name],
    );
    if (rows[0].used) return name;
  }
  return undefined;
}

/** Nobody else gets in until the transaction ends. */
export async function lockTables(trx: Db, tables: string[]): Promise<void> {
  for (const name of tables) await trx.raw('lock table ?? in access exclusive mode', [name]);
}

/** Before rows are loaded: nothing of a first start may stand in their way. */
export async function emptyBookkeeping(trx: Db, tables: string[]): Promise<void> {
  const bookkeeping = tables.filter((name) => name in USED_WHERE);
  for (const name of [...bookkeeping, ...LEFT_OUT]) await trx.raw('delete from ??', [name]);
}

/**
 * Takes all foreign keys away, stills the triggers, and returns what puts both back; the keys check every row then.
 * So tables may be loaded in any order, also where they point at each other, and no trigger takes a row that comes
 * back for one that somebody writes. An ordinary owner may do that.
 */
export async function withoutRules(trx: Db): Promise<() => Promise<void>> {
  const { rows: keys } = await trx.raw(
    `select conrelid::regclass::text as table, conname as name, pg_get_constraintdef(oid) as definition
       from pg_constraint
      where contype = 'f' and conparentid = 0 and connamespace = 'public'::regnamespace order by 1, 2`,
  );
  const { rows: triggered } = await trx.raw(
    `select distinct t.tgrelid::regclass::text as table from pg_trigger t join pg_class c on c.oid = t.tgrelid
      where not t.tgisinternal and c.relnamespace = 'public'::regnamespace`,
  );
  for (const { table, name } of keys) await trx.raw(`alter table ${table} drop constraint ??`, [name]);
  for (const { table } of triggered) await trx.raw(`alter table ${table} disable trigger user`);
  return async () => {
    for (const { table, name, definition } of keys) {
      await trx.raw(`alter table ${table} add constraint ?? ${definition.replaceAll('?', '\\?')}`, [name]);
    }
    for (const { table } of triggered) await trx.raw(`alter table ${table} enable trigger user`);
  };
}

/** Numbers of transactions mean others on another server; 0 is none of them. */
export async function forgetTransactions(trx: Db, tables: string[]): Promise<void> {
  if (tables.includes('page_versions')) await trx('page_versions').update({ changed_in: 0 });
}

/** Whether a server is connected to this database. */
export async function serverIsConnected(db: Db): Promise<boolean> {
  const { rows } = await db.raw(
    `select exists (select from pg_stat_activity
       where datname = current_database() and application_name = 'inquiry-lab') as connected`,
  );
  return rows[0].connected;
}
