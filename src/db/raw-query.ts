// A statement with $1 placeholders on a pooled connection, prepared when it has a name: for the session
// store and for the few statements whose cost counts on every request or message.
import type { Knex } from 'knex';
import type { QueryResult } from 'pg';

export async function rawQuery(
  db: Knex,
  sql: string,
  values: unknown[] = [],
  name?: string,
): Promise<QueryResult> {
  const connection = await db.client.acquireConnection();
  try {
    return await connection.query({ text: sql, values, ...(name ? { name } : {}) });
  } finally {
    await db.client.releaseConnection(connection);
  }
}
