// A fresh, migrated database for one test file, cloned from the template of this run.
import { randomBytes } from 'node:crypto';
import type { Knex } from 'knex';
import pg from 'pg';
import { connect } from '../../src/db/connection';

export const TEMPLATE = 'template_inquiry';

export interface TestDatabase {
  db: Knex;
  url: string;
  name: string;
  /** Whom to tell of a second connection inside a transaction. It fails in any case, but some code survives that. */
  guard: { tell?: (mistake: Error) => void };
  drop(): Promise<void>;
}

/** The address of a database on the server of this run. */
export function databaseUrl(name: string): string {
  const server = process.env.TEST_DATABASE_SERVER;
  if (server === undefined) throw new Error('test/support/global-setup.ts has not run');
  return server.replace('@/inquiry_lab?', `@/${name}?`);
}

export async function testDatabase(): Promise<TestDatabase> {
  // Copied as files: half the work of copying it page by page through the log.
  return newDatabase(`TEMPLATE ${TEMPLATE} STRATEGY FILE_COPY`);
}

/** `how` is the rest of CREATE DATABASE. */
export async function newDatabase(how: string): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  await onServer(`CREATE DATABASE ${name} ${how}`);
  const url = databaseUrl(name);
  const guard: TestDatabase['guard'] = {};
  const misuse = (mistake: Error) => {
    guard.tell?.(mistake);
    throw mistake;
  };
  const db = connect(url, {}, { warn: () => undefined, misuse });
  return {
    db,
    url,
    name,
    guard,
    drop: async () => {
      await db.destroy();
      await onServer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
  };
}

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client(databaseUrl('postgres'));
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
