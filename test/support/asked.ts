import type { Knex } from 'knex';

interface Connection {
  query(...given: unknown[]): unknown;
}

/** How many statements `run` makes the pool put to the database. */
export async function asked(db: Knex, run: () => Promise<unknown>): Promise<number> {
  const { client } = db;
  const acquire = client.acquireConnection.bind(client) as () => Promise<Connection>;
  const before = new Map<Connection, Connection['query']>();
  let count = 0;
  client.acquireConnection = async () => {
    const connection = await acquire();
    if (before.has(connection)) return connection;
    const { query } = connection;
    before.set(connection, query);
    connection.query = (...given) => {
      count += 1;
      return query.apply(connection, given);
    };
    return connection;
  };
  try {
    await run();
  } finally {
    client.acquireConnection = acquire;
    for (const [connection, query] of before) connection.query = query;
  }
  return count;
}
